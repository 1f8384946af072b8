// The phone by keyboard and by pointer: what is asked for, and where the focus is.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { galleryForTests, narrow, wide } from "./test-page.ts";

const gallery = galleryForTests();

describe("by keyboard", () => {
  let page: Page;
  const asked = () => page.evaluate(() => window.gallery.asked);
  const focused = () =>
    page.evaluate(() =>
      document.activeElement?.getAttribute("aria-label") ??
        document.activeElement?.textContent ?? ""
    );
  const go = (name: string) => page.evaluate((to) => window.gallery.show(to), name);
  const field = () => page.getByRole("textbox", { name: "Phone number" });

  before(async () => {
    ({ page } = await gallery.openPage(wide));
  });
  after(() => page.context().close());

  test("every stop has a name and a visible ring, and none is lost", async () => {
    for (const name of ["ready", "in-call", "incoming", "microphone-blocked"]) {
      await gallery.show(page, name, wide);
      const stops = await page.locator("button, input, a[href]").count();
      for (let stop = 0; stop < stops; stop++) {
        await page.keyboard.press("Tab");
        const seen = await page.evaluate(() => {
          const element = document.activeElement;
          if (!element || element === document.body) return null;
          const style = getComputedStyle(element);
          const bordered = element.matches(".to input, .field input");
          return {
            name: element.getAttribute("aria-label") ?? element.textContent,
            ring: bordered || (style.outlineStyle !== "none" && style.outlineWidth === "2px"),
          };
        });
        if (seen === null) break;
        assert.ok(seen.name && seen.ring, `${name}: ${JSON.stringify(seen)}`);
      }
    }
  });

  test("a number is formatted while it is typed, and Enter places the call", async () => {
    await gallery.show(page, "ready", wide);
    assert.equal(await focused(), "Phone number");
    await page.keyboard.type("00442079460018");
    // As typed: the prefix is the country's own, and becomes no plus before the number is placed.
    assert.equal(await field().inputValue(), "00 44 20 7946 0018");
    await page.keyboard.press("Enter");
    assert.deepEqual((await asked()).at(-1), "placeCall +442079460018 +493023125610");
  });

  test("the caret stays where a digit is put in or taken out in the middle", async () => {
    await gallery.show(page, "ready", wide);
    await page.keyboard.type("+4420794600");
    await field().evaluate((input: HTMLInputElement) => input.setSelectionRange(4, 4));
    await page.keyboard.press("Delete");
    await page.keyboard.type("3");
    const place = await field().evaluate((input: HTMLInputElement) => input.selectionStart);
    const text = await field().inputValue();
    assert.equal(text.slice(0, place ?? 0).replaceAll(" ", ""), "+443");
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Backspace");
    assert.equal((await field().inputValue()).slice(0, 2), "+4");
  });

  test("a number pasted anywhere in the phone lands in the field", async () => {
    await gallery.show(page, "ready", wide);
    await page.getByRole("combobox", { name: "From" }).focus();
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", "tel:+44-20-7946-0018");
      document.activeElement?.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
      );
    });
    assert.equal(await field().inputValue(), "+44 20 7946 0018");
  });

  test("the arrow up brings the number called last", async () => {
    await gallery.show(page, "ready", wide);
    await page.keyboard.press("ArrowUp");
    assert.equal(await field().inputValue(), "+44 20 7946 0018");
  });

  test("whoever is offline, away or unreachable may call; the microphone must work", async () => {
    for (const name of ["offline", "away", "connection-lost", "microphone-blocked"]) {
      await gallery.show(page, name, wide);
      await field().fill("+442079460018");
      await field().press("Enter");
      const placed = (await asked()).some((action) => action.startsWith("placeCall"));
      assert.equal(placed, name !== "microphone-blocked", name);
    }
    await page.getByText("You can make calls once this is fixed.").waitFor();
  });

  test("letters find colleagues: arrows and Enter call one who is available, and no number", async () => {
    await gallery.show(page, "ready", wide);
    await page.keyboard.type("ma");
    const options = page.getByRole("option");
    await options.filter({ hasText: "Priya Raman" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    // A combobox for now, and so no textbox.
    const combobox = page.locator("[data-first=number]");
    assert.equal(await combobox.inputValue(), "ma");
    assert.equal(await combobox.getAttribute("role"), "combobox");
    assert.ok(!(await asked()).some((action) => action.startsWith("placeCall")));
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    assert.ok((await asked()).some((action) => action.includes("client:priya")));
    await combobox.fill("2");
    await options.first().waitFor({ state: "detached" });
    assert.equal(await combobox.getAttribute("role"), null);
  });

  test("a number that can't be called says why and places nothing", async () => {
    await gallery.show(page, "ready", wide);
    await page.keyboard.type("112");
    await page.keyboard.press("Enter");
    await page.locator(".hint", {
      hasText: "Emergency numbers can't be called from here. Use a mobile phone.",
    }).waitFor();
    assert.ok(!(await asked()).some((action) => action.startsWith("placeCall")));
  });

  test("the From list takes first letters, arrows, Enter and Escape", async () => {
    await gallery.show(page, "ready", wide);
    const from = page.getByRole("combobox", { name: "From" });
    await from.focus();
    await page.keyboard.type("l");
    await page.getByRole("option", { name: /London/ }).waitFor();
    await page.keyboard.press("Enter");
    assert.match(await from.innerText(), /London reservations/);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    assert.equal(await from.getAttribute("aria-expanded"), "false");
  });

  test("in a call M and Ctrl D mute, digits are tones, Ctrl and full stop hang up", async () => {
    await gallery.show(page, "in-call", wide);
    await page.keyboard.press("m");
    await page.keyboard.press("Control+d");
    await page.keyboard.press("5");
    await page.keyboard.press("#");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+.");
    assert.deepEqual(await asked(), [
      "setMuted true",
      "setMuted true",
      "sendDigits 5",
      "sendDigits #",
      "hangUp",
    ]);
  });

  test("before they answer M mutes, and K opens the keypad until the end of the call", async () => {
    await gallery.show(page, "dialing", wide);
    await page.keyboard.press("k");
    assert.equal(await page.getByRole("button", { name: "Close keypad" }).count(), 0);
    await page.keyboard.press("m");
    await go("ringing-muted");
    await page.getByText("They can’t hear you.").waitFor();
    await page.keyboard.press("m");
    await page.keyboard.press("k");
    await page.keyboard.press("4");
    await go("early-media-keypad");
    assert.equal(await page.getByLabel("Digits sent").innerText(), "41");
    await go("in-call");
    await page.getByRole("button", { name: "Close keypad" }).waitFor();
    assert.deepEqual(await asked(), ["setMuted true", "setMuted false", "sendDigits 4"]);
  });

  test("K opens the keypad, Escape closes it and gives the focus back", async () => {
    await gallery.show(page, "keypad", wide);
    await page.keyboard.press("k");
    await page.getByRole("button", { name: "Close keypad" }).waitFor();
    assert.equal(await page.getByLabel("Digits sent").innerText(), "45128830#2");
    await page.keyboard.press("Escape");
    assert.match(await focused(), /Keypad/);
    assert.deepEqual(await asked(), []);
  });

  test("Escape does nothing to an incoming call, Ctrl Enter answers it", async () => {
    await gallery.show(page, "incoming", wide);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+Enter");
    assert.deepEqual(await asked(), ["answer"]);
  });

  test("when a call comes in the focus goes to the lamp, not to Answer", async () => {
    await gallery.show(page, "ready", wide);
    await go("incoming");
    await page.getByRole("group", { name: "Incoming call" }).waitFor();
    assert.equal(await focused(), "Incoming call");
  });

  test("through a whole call the focus is never lost", async () => {
    await gallery.show(page, "ready", wide);
    for (
      const [state, on] of [
        ["dialing", /Mute/],
        ["ringing", /Mute/],
        ["in-call", /Mute/],
        ["ended", /Call back/],
        ["ready", /Phone number/],
      ] as const
    ) {
      await go(state);
      await page.waitForFunction(() => document.activeElement !== document.body);
      assert.match(await focused(), on, state);
    }
  });

  test("a second Enter or a Space after Place Call ends nothing", async () => {
    await gallery.show(page, "ready", wide);
    await page.keyboard.type("+442079460018");
    await page.keyboard.press("Enter");
    await go("dialing");
    await page.waitForFunction(() => document.activeElement !== document.body);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Space");
    assert.deepEqual(await asked(), [
      "dismiss",
      ...Array.from({ length: 12 }, () => "dismiss"),
      "placeCall +442079460018 +493023125610",
      "setMuted true",
      "setMuted true",
    ]);
  });

  test("F2 leads to the desk and back to where the focus was", async () => {
    await gallery.show(page, "ready", wide);
    await page.keyboard.press("F2");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "desk");
    await page.keyboard.press("F2");
    assert.equal(await focused(), "Phone number");
  });

  test("the question mark shows the shortcuts, where single letters can be switched off", async () => {
    await gallery.show(page, "in-call", wide);
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.getByRole("checkbox").uncheck();
    await page.keyboard.press("Escape");
    await page.keyboard.press("m");
    assert.deepEqual(await asked(), []);
    await page.keyboard.press("Control+d");
    assert.deepEqual(await asked(), ["setMuted true"]);
    await page.evaluate(() => localStorage.clear());
  });

  test("the theme is chosen in the status menu and kept", async () => {
    await page.goto(`${gallery.url}/calls?state=ready`);
    await page.getByRole("button", { name: /^Your status/ }).focus();
    await page.keyboard.press("Enter");
    for (let step = 0; step < 5; step++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const theme = () => page.evaluate(() => document.documentElement.dataset["theme"]);
    assert.equal(await theme(), "dark");
    await page.reload();
    await page.locator(".app").waitFor();
    assert.equal(await theme(), "dark");
    await page.evaluate(() => localStorage.clear());
  });

  test("the status menu offers Available, Away and Offline, and shows which one is", async () => {
    await gallery.show(page, "away", wide);
    const menu = page.getByRole("button", { name: "Your status: Away" });
    const chosen = () =>
      page.locator("[role=menuitemradio][aria-checked=true]").first().innerText();
    await menu.click();
    assert.equal((await chosen()).trim(), "Away");
    const places = await page.locator(".menu .sign > *").evaluateAll((signs) =>
      signs.map((sign) => sign.getBoundingClientRect()).map(({ x, width }) => x + width / 2)
    );
    assert.deepEqual(places, [places[0], places[0], places[0]], "the signs stand in one column");
    assert.ok((await page.locator(".menu .hollow").boundingBox())?.width);
    await page.getByRole("menuitemradio", { name: "Offline" }).click();
    await menu.click();
    await page.getByRole("menuitemradio", { name: "Available" }).click();
    await go("ready");
    await page.getByRole("button", { name: "Your status: Available" }).click();
    await page.getByRole("menuitemradio", { name: "Away" }).click();
    assert.deepEqual(await asked(), ["goOffline", "goOnline", "goAway"]);
  });

  test("C on a row calls back from the line that was called", async () => {
    await gallery.show(page, "ready", wide);
    await page.getByRole("button", { name: "Call +1 415 555 0132 back" }).focus();
    await page.keyboard.press("c");
    assert.deepEqual(await asked(), ["placeCall +14155550132 +442079460142"]);
  });
});

describe("by pointer", () => {
  let page: Page;
  const asked = () => page.evaluate(() => window.gallery.asked);
  before(async () => {
    ({ page } = await gallery.openPage(narrow));
    await page.clock.install();
  });
  after(() => page.context().close());

  test("Hang up ignores presses for 600 ms after a call begins", async () => {
    await gallery.show(page, "ready", narrow);
    await page.evaluate(() => window.gallery.show("dialing"));
    const button = page.getByRole("button", { name: "Cancel call" });
    await button.click();
    assert.deepEqual(await asked(), []);
    await page.clock.fastForward(600);
    await button.click();
    assert.deepEqual(await asked(), ["hangUp"]);
  });

  test("a long press on 0 is a plus, a short one is a 0", async () => {
    await gallery.show(page, "ready", narrow);
    const zero = page.getByRole("button", { name: "0 +", exact: true });
    await zero.hover();
    await page.mouse.down();
    await page.clock.fastForward(500);
    await page.mouse.up();
    await page.getByRole("button", { name: "4 GHI", exact: true }).click();
    await zero.click();
    assert.equal((await page.getByLabel("Phone number").inputValue()).replaceAll(" ", ""), "+40");
  });

  test("speaking while muted is told in the mute bar, once", async () => {
    await gallery.show(page, "muted", narrow);
    for (const level of [0.5, 0.6, 0, 0.55, 0.62]) {
      await page.evaluate((you) => window.gallery.meters(you, 0), level);
    }
    await page.getByText("You’re talking while muted.").waitFor();
    await page.clock.fastForward(4000);
    await page.getByText("They can’t hear you.").waitFor();
  });
});

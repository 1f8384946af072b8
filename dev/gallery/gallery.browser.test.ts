import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { soundNames } from "../tools/sounds.ts";
import { allThere } from "./open-shot.ts";
import { states } from "./page/states.ts";
import {
  galleryForTests,
  type Look,
  narrow,
  openTestPage,
  violations,
  wide,
  zoomed,
} from "./test-page.ts";

const names = Object.keys(states);
/** Before anybody is at the dialer. */
const entryStates = ["sign-in", "link-refused", "mail-link", "new-password", "new-account"];
const open = galleryForTests();

const openPage = (look: Look) => openTestPage(open.chromium, look);

async function show(page: Page, name: string, look: Look): Promise<void> {
  const path = look.width < 640 ? "/phone" : "/calls";
  await page.goto(`${open.gallery.url}${path}?state=${name}&theme=${look.theme}`);
  await page.locator(allThere).waitFor();
}

for (const [title, look] of [["narrow and light", narrow], ["wide and dark", wide]] as const) {
  test(`${title}: every state passes axe and its content security policy`, async () => {
    const { page, refused } = await openPage(look);
    for (const name of entryStates) {
      await show(page, name, look);
      assert.deepEqual(await violations(page), [], name);
    }
    await show(page, "offline", look);
    for (const name of names) {
      await page.evaluate((to) => window.gallery.show(to), name);
      assert.deepEqual(await violations(page), [], name);
    }
    assert.deepEqual(refused, []);
    await page.context().close();
  });
}

const pages = [
  "/calls",
  "/live",
  "/setup/connection",
  "/setup/health",
  "/setup/numbers",
  "/setup/policy",
  "/setup/team",
  "/setup/audit",
  "/setup/workspace",
  "/account",
  "/new-workspace",
];

for (const [title, look] of [["narrow and light", narrow], ["wide and dark", wide]] as const) {
  test(`${title}: every page passes axe`, async () => {
    const { page } = await openPage(look);
    for (const path of pages) {
      await page.goto(`${open.gallery.url}${path}?state=ready&role=admin&theme=${look.theme}`);
      // Nobody answers here: a page has its head, and may say that it can’t be read.
      await page.locator(".page h1").first().waitFor();
      assert.equal(await page.getByText("This page can’t be").count(), 0, path);
      assert.deepEqual(await violations(page), [], path);
    }
    await page.context().close();
  });
}

test("what floats over the phone and the desk passes axe too", async () => {
  const { page } = await openPage(wide);
  await show(page, "in-call", wide);
  await page.getByRole("button", { name: /^Your status/ }).click();
  assert.deepEqual(await violations(page), [], "status menu");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Workspace/ }).click();
  assert.deepEqual(await violations(page), [], "workspaces");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  assert.deepEqual(await violations(page), [], "shortcuts");
  await page.keyboard.press("Escape");
  await page.evaluate(() => window.gallery.show("ready"));
  await page.getByRole("combobox", { name: "From" }).click();
  assert.deepEqual(await violations(page), [], "numbers");
  await page.context().close();
});

test("what is broken shows to an admin on every page, and the page that mends it passes axe", async () => {
  for (const look of [narrow, wide]) {
    const { page } = await openPage(look);
    for (const path of ["/calls", "/phone", "/setup/health"]) {
      await page.goto(
        `${open.gallery.url}${path}?state=ready&role=admin&health=broken&theme=${look.theme}`,
      );
      await page.getByRole("status").getByText(/Calls to it don’t reach you/).waitFor();
      // The banner and the page are two chunks, and either may come first.
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      assert.deepEqual(await violations(page), [], path);
    }
    const shown = page.getByRole("cell", { name: "old-ivr.example" });
    const toggle = page.getByRole("button", { name: "Show change Numbers routed here" });
    assert.equal(await shown.count(), 0);
    await toggle.click();
    await shown.waitFor();
    await page.getByRole("button", { name: "Test call", exact: true }).first().click();
    await page.getByRole("combobox", { name: "Number to call" }).waitFor();
    assert.deepEqual(await violations(page), [], "everything open");
    await page.context().close();
  }
});

describe("what is written of a call", () => {
  const wrappingUp = "state=ready&calls=ended&wrap-up";

  test("passes axe on the desk and in a narrow phone, saved, kept or changed in another tab", async () => {
    for (const look of [narrow, wide]) {
      const { page } = await openPage(look);
      for (
        const [note, sign] of [
          ["saved", /^Saved \d/],
          ["kept", "Not saved yet. Kept in this browser."],
          ["changed", "You wrote something else in another tab:"],
        ] as const
      ) {
        const path = look === narrow ? "/phone" : "/calls";
        const query = `${wrappingUp}&outcome=none&note=${note}&theme=${look.theme}`;
        await page.goto(`${open.gallery.url}${path}?${query}`);
        await page.getByText(sign).filter({ visible: true }).last().waitFor();
        assert.deepEqual(await violations(page), [], `${note}, ${path}`);
      }
      await page.goto(`${open.gallery.url}/setup/policy?state=ready&role=admin&outcome=none`);
      await page.getByRole("textbox", { name: "Outcome 9" }).waitFor();
      assert.deepEqual(await violations(page), [], "its settings");
      await page.context().close();
    }
  });

  test("needs no sideways scroll at 190 pixels", async () => {
    const { page } = await openPage(zoomed);
    await page.goto(`${open.gallery.url}/phone?${wrappingUp}&outcome=none&note=changed`);
    await page.getByRole("button", { name: "Keep this one" }).filter({ visible: true }).waitFor();
    const wider = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll(".ph-main")]
        .filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.className)
    );
    assert.deepEqual(wider, []);
    await page.context().close();
  });

  test("a digit chooses an outcome in wrap-up, but not where it is text", async () => {
    const { page } = await openPage(wide);
    await page.goto(`${open.gallery.url}/calls?${wrappingUp}&outcome=none&note=none`);
    const tag = (name: string) => page.getByRole("button", { name, pressed: true });
    const note = page.getByRole("textbox", { name: "Note" });
    await note.fill("Room ");
    await note.press("4");
    assert.equal(await note.inputValue(), "Room 4");
    assert.equal(await tag("Complaint").count(), 0);
    await note.blur();
    await page.keyboard.press("2");
    await tag("Wants an offer").waitFor();
    await page.context().close();
  });
});

test("a running call takes the banner's room on a narrow screen", async () => {
  const { page } = await openPage(narrow);
  await page.goto(`${open.gallery.url}/phone?state=in-call&role=admin&health=broken`);
  await page.locator(".banner").waitFor({ state: "attached" });
  assert.equal(await page.locator(".banner").isVisible(), false);
  await page.evaluate(() => window.gallery.show("ready"));
  await page.locator(".banner").waitFor();
  await page.context().close();
});

test("at 190 pixels no state scrolls sideways or cuts a phone number", async () => {
  const { page } = await openPage(zoomed);
  const wider = () =>
    page.evaluate(() => {
      const boxes = [document.documentElement, ...document.querySelectorAll(".ph-main, .number")];
      return boxes
        .filter((box) => box.scrollWidth > box.clientWidth)
        .map((box) => `${box.tagName}.${box.className}`);
    });
  for (const name of entryStates) {
    await show(page, name, zoomed);
    assert.deepEqual(await wider(), [], name);
  }
  await show(page, "offline", zoomed);
  for (const name of names) {
    await page.evaluate((to) => window.gallery.show(to), name);
    assert.deepEqual(await wider(), [], name);
  }
  await page.goto(`${open.gallery.url}/setup/health?state=ready&role=admin&health=broken`);
  await page.getByRole("button", { name: /^Show change/ }).click();
  assert.deepEqual(await wider(), [], "health");
  await page.context().close();
});

/** In CSS pixels: from 400 % of a small screen to a large one. */
const widths = [320, 480, 640, 1024, 1920];
const heights = [256, 320, 480, 720, 1080];

/** What of these can't be seen whole, or lies under something else. */
function covered(page: Page, selectors: readonly string[]): Promise<string[]> {
  return page.evaluate((all) =>
    all.filter((selector) => {
      const shown = [...document.querySelectorAll<HTMLElement>(selector)]
        .find((element) => element.getClientRects().length > 0);
      if (!shown) return true;
      const { left, top, right, bottom } = shown.getBoundingClientRect();
      const isWhole = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
      const corners = [[left + 2, top + 2], [right - 2, top + 2], [left + 2, bottom - 2], [
        right - 2,
        bottom - 2,
      ]] as const;
      return !isWhole || corners.some(([x, y]) => {
        const hit = document.elementFromPoint(x, y);
        return !(hit && (shown.contains(hit) || hit.contains(shown)));
      });
    }), selectors);
}

test("at any size Answer and the caller's number, else Hang up, are whole and uncovered", async () => {
  const { page } = await openPage(narrow);
  await page.goto(`${open.gallery.url}/phone?state=incoming-longest&role=admin`);
  await page.locator(allThere).waitFor();
  const faults: string[] = [];
  const check = async (name: string, selectors: readonly string[]) => {
    for (const width of widths) {
      for (const height of heights) {
        await page.setViewportSize({ width, height });
        const found = await covered(page, selectors);
        if (found.length > 0) faults.push(`${name}, ${width} x ${height}: ${found.join(", ")}`);
      }
    }
  };
  await check("incoming", [".choose .btn.call", ".lamp.ring .l-sub .n [aria-hidden]"]);
  for (
    const name of [
      "ringing-longest",
      "muted-longest",
      "lost-longest",
      "on-hold-longest",
      "five-longest",
    ]
  ) {
    await page.evaluate((to) => window.gallery.show(to), name);
    await check(name, [".hang .btn"]);
  }
  await page.setViewportSize({ width: 480, height: 720 });
  await page.evaluate(() => window.gallery.show("muted-longest"));
  // By key: after so many sizes the browser may draw no frame by which Playwright sees that a button stands still.
  await page.getByRole("button", { name: "Keypad", exact: true }).press("Enter");
  await check("keypad", [".hang .btn"]);
  assert.deepEqual(faults, []);
  await page.context().close();
});

test("with forced colours the lamp keeps a frame", async () => {
  const { page } = await openPage(narrow);
  await page.emulateMedia({ forcedColors: "active" });
  await show(page, "in-call", narrow);
  assert.equal(
    await page.locator(".phone .lamp").evaluate((lamp) => getComputedStyle(lamp).borderTopWidth),
    "3px",
  );
  await page.context().close();
});

describe("code that does not come", () => {
  const go = (page: Page, name: string) => page.evaluate((to) => window.gallery.show(to), name);

  test("a call can be answered and ended without its lamp; the tab offers a reload when it is over", async () => {
    const { page } = await openPage(wide);
    await page.route(/after-start-/, (route) => route.abort());
    // What the server has by now is another build.
    await page.route(
      "**/",
      (route) =>
        route.request().resourceType() === "fetch"
          ? route.fulfill({ body: "<!DOCTYPE html>" })
          : route.continue(),
    );
    await page.goto(`${open.gallery.url}/calls?state=ready`);
    const phone = page.getByRole("region", { name: "Phone" });
    const reload = phone.getByRole("button", { name: "Reload" });
    await reload.waitFor();
    await go(page, "incoming");
    await phone.getByText("Ingrid Sørensen-Achterberg").waitFor();
    await phone.getByRole("button", { name: "Answer" }).click();
    await go(page, "in-call");
    await phone.getByRole("button", { name: "Hang up" }).waitFor();
    assert.equal(await reload.count(), 0);
    await go(page, "ended");
    await reload.waitFor();
    assert.deepEqual(await page.evaluate(() => window.gallery.asked), ["answer"]);
    await page.context().close();
  });

  test("a page that does not come says so beside the phone, and offers a reload when no call runs", async () => {
    const { page } = await openPage(wide);
    await page.route(/health-page-/, (route) => route.abort());
    await page.goto(`${open.gallery.url}/setup/health?state=in-call&role=admin&health=broken`);
    const alert = page.getByRole("alert");
    await alert.getByText("Reload when your call is over.").waitFor();
    await go(page, "ready");
    await page.getByRole("textbox", { name: "Phone number" }).waitFor();
    await page.unroute(/health-page-/);
    await alert.getByRole("button", { name: "Reload" }).click();
    await page.getByRole("heading", { name: "Connection health" }).waitFor();
    await page.context().close();
  });
});

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
    ({ page } = await openPage(wide));
  });
  after(() => page.context().close());

  test("every stop has a name and a visible ring, and none is lost", async () => {
    for (const name of ["ready", "in-call", "incoming", "microphone-blocked"]) {
      await show(page, name, wide);
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
    await show(page, "ready", wide);
    assert.equal(await focused(), "Phone number");
    await page.keyboard.type("00442079460018");
    // As typed: the prefix is the country's own, and becomes no plus before the number is placed.
    assert.equal(await field().inputValue(), "00 44 20 7946 0018");
    await page.keyboard.press("Enter");
    assert.deepEqual((await asked()).at(-1), "placeCall +442079460018 +493023125610");
  });

  test("the caret stays where a digit is put in or taken out in the middle", async () => {
    await show(page, "ready", wide);
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
    await show(page, "ready", wide);
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
    await show(page, "ready", wide);
    await page.keyboard.press("ArrowUp");
    assert.equal(await field().inputValue(), "+44 20 7946 0018");
  });

  test("whoever is offline, away or unreachable may call; the microphone must work", async () => {
    for (const name of ["offline", "away", "connection-lost", "microphone-blocked"]) {
      await show(page, name, wide);
      await field().fill("+442079460018");
      await field().press("Enter");
      const placed = (await asked()).some((action) => action.startsWith("placeCall"));
      assert.equal(placed, name !== "microphone-blocked", name);
    }
    await page.getByText("You can make calls once this is fixed.").waitFor();
  });

  test("letters find colleagues: arrows and Enter call one who is available, and no number", async () => {
    await show(page, "ready", wide);
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
    await show(page, "ready", wide);
    await page.keyboard.type("112");
    await page.keyboard.press("Enter");
    await page.locator(".hint", {
      hasText: "Emergency numbers can't be called from here. Use a mobile phone.",
    }).waitFor();
    assert.ok(!(await asked()).some((action) => action.startsWith("placeCall")));
  });

  test("the From list takes first letters, arrows, Enter and Escape", async () => {
    await show(page, "ready", wide);
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
    await show(page, "in-call", wide);
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
    await show(page, "dialing", wide);
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
    await show(page, "keypad", wide);
    await page.keyboard.press("k");
    await page.getByRole("button", { name: "Close keypad" }).waitFor();
    assert.equal(await page.getByLabel("Digits sent").innerText(), "45128830#2");
    await page.keyboard.press("Escape");
    assert.match(await focused(), /Keypad/);
    assert.deepEqual(await asked(), []);
  });

  test("Escape does nothing to an incoming call, Ctrl Enter answers it", async () => {
    await show(page, "incoming", wide);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+Enter");
    assert.deepEqual(await asked(), ["answer"]);
  });

  test("when a call comes in the focus goes to the lamp, not to Answer", async () => {
    await show(page, "ready", wide);
    await go("incoming");
    await page.getByRole("group", { name: "Incoming call" }).waitFor();
    assert.equal(await focused(), "Incoming call");
  });

  test("through a whole call the focus is never lost", async () => {
    await show(page, "ready", wide);
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
    await show(page, "ready", wide);
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
    await show(page, "ready", wide);
    await page.keyboard.press("F2");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "desk");
    await page.keyboard.press("F2");
    assert.equal(await focused(), "Phone number");
  });

  test("the question mark shows the shortcuts, where single letters can be switched off", async () => {
    await show(page, "in-call", wide);
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
    await page.goto(`${open.gallery.url}/calls?state=ready`);
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
    await show(page, "away", wide);
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
    await show(page, "ready", wide);
    await page.getByRole("button", { name: "Call +1 415 555 0132 back" }).focus();
    await page.keyboard.press("c");
    assert.deepEqual(await asked(), ["placeCall +14155550132 +442079460142"]);
  });
});

describe("by pointer", () => {
  let page: Page;
  const asked = () => page.evaluate(() => window.gallery.asked);
  before(async () => {
    ({ page } = await openPage(narrow));
    await page.clock.install();
  });
  after(() => page.context().close());

  test("Hang up ignores presses for 600 ms after a call begins", async () => {
    await show(page, "ready", narrow);
    await page.evaluate(() => window.gallery.show("dialing"));
    const button = page.getByRole("button", { name: "Cancel call" });
    await button.click();
    assert.deepEqual(await asked(), []);
    await page.clock.fastForward(600);
    await button.click();
    assert.deepEqual(await asked(), ["hangUp"]);
  });

  test("a long press on 0 is a plus, a short one is a 0", async () => {
    await show(page, "ready", narrow);
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
    await show(page, "muted", narrow);
    for (const level of [0.5, 0.6, 0, 0.55, 0.62]) {
      await page.evaluate((you) => window.gallery.meters(you, 0), level);
    }
    await page.getByText("You’re talking while muted.").waitFor();
    await page.clock.fastForward(4000);
    await page.getByText("They can’t hear you.").waitFor();
  });
});

describe("said and shown elsewhere", () => {
  let page: Page;
  const go = (name: string) => page.evaluate((to) => window.gallery.show(to), name);
  const said = (urgency: string) => page.locator(`[data-live=${urgency}]`).innerText();
  before(async () => {
    ({ page } = await openPage(wide));
    await show(page, "offline", wide);
  });
  after(() => page.context().close());

  test("each change of the phone is said once, with its urgency", async () => {
    for (
      const [state, urgency, sentence] of [
        ["going-online", "polite", "Going online"],
        ["ready", "polite", "You’re online. Calls ring here"],
        ["away", "polite", "You’re away. Calls don’t ring here"],
        ["ready", "polite", "You’re online. Calls ring here"],
        ["dialing", "polite", "Calling Harbour & Pike Dental"],
        ["ringing", "polite", "Ringing"],
        ["early-media", "polite", "You can hear their line"],
        ["in-call", "polite", "On call with Ingrid Sørensen-Achterberg"],
        ["ringing", "polite", "Ringing"],
        ["ringing-muted", "assertive", "Muted"],
        ["muted", "assertive", "On call with Ingrid Sørensen-Achterberg. You’re muted"],
        ["in-call", "assertive", "You can be heard"],
        ["muted", "assertive", "Muted"],
        ["in-call", "assertive", "You can be heard"],
        ["reconnecting", "assertive", "Reconnecting"],
        ["in-call", "assertive", "Reconnected"],
        ["ended", "polite", "They hung up, 9 min 14 s"],
        ["incoming", "assertive", "Incoming call from Ingrid Sørensen-Achterberg to Sales Berlin"],
        ["elsewhere", "polite", "A colleague took the call from Ingrid Sørensen-Achterberg."],
        ["connection-lost", "assertive", "Calls can’t reach you. Fix now"],
        ["microphone-blocked", "assertive", "Your microphone is blocked"],
        ["not-configured", "polite", "This phone isn’t connected yet"],
      ] as const
    ) {
      await go(state);
      assert.equal((await said(urgency)).trim(), sentence, state);
    }
  });

  test("the tab's title and icon follow the phone", async () => {
    for (
      const [state, title, icon] of [
        ["ready", "Softphone", "idle"],
        ["incoming", "● 0:04 Ingrid Sørensen-Achterberg is calling", "ringing"],
        ["in-call", "4:17 Ingrid Sørensen-Achterberg", "live"],
        ["connection-lost", "Not ringing", "not-ringing"],
      ] as const
    ) {
      await go(state);
      assert.equal(await page.title(), title);
      assert.equal(await page.locator("link[rel=icon]").getAttribute("href"), `/icons/${icon}.svg`);
    }
  });

  test("while they ring we play the tone, unless their own is heard already", async () => {
    await page.evaluate(() => {
      const played: string[] = [];
      Object.assign(window, { played });
      HTMLMediaElement.prototype.play = function () {
        played.push(new URL(this.src).pathname);
        return Promise.resolve();
      };
    });
    const played = () => page.evaluate<string[]>("window.played.splice(0)");
    await go("ready");
    await played();
    await go("ringing-heard");
    assert.deepEqual(await played(), []);
    await go("ringing");
    assert.deepEqual(await played(), ["/sounds/ringback.wav"]);
  });

  test("the browser can play each of our sounds", async () => {
    const unplayable = await page.evaluate(async (sounds) => {
      const problems: string[] = [];
      for (const name of sounds) {
        const audio = new Audio(`/sounds/${name}.wav`);
        await new Promise((resolve) => {
          audio.addEventListener("canplaythrough", resolve);
          audio.addEventListener(
            "error",
            () => resolve(problems.push(`${name}: ${audio.error?.message}`)),
          );
        });
      }
      return problems;
    }, soundNames);
    assert.deepEqual(unplayable, []);
  });
});

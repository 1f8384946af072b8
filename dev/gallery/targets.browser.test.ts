import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { galleryForTests, type Look, narrow, violations, zoomed } from "./test-page.ts";

const gallery = galleryForTests();

const dark: Look = { ...narrow, theme: "dark" };

async function open(page: Page, query = "", theme: Look["theme"] = "light"): Promise<void> {
  await page.goto(`${gallery.url}/targets?state=in-call&theme=${theme}&${query}`);
  await page.getByRole("combobox").waitFor();
}

/** What stands in the field, and in which picker. */
const looks = [
  ["", ""],
  ["", "aoife"],
  ["", "mateusz"],
  ["", "siobhan"],
  ["", "london"],
  ["", "0044 20 7946 0018"],
  ["", "+49 40 2"],
  ["", "112"],
  ["pause=minutes", "0044 20 7946 0018"],
  ["", "xyz"],
  ["purpose=add", ""],
  ["purpose=add", "030 23125999"],
] as const;

for (const look of [narrow, dark]) {
  test(`${look.theme}: whatever is found passes axe and the content security policy`, async () => {
    const { page, refused } = await gallery.openPage(look);
    for (const [query, text] of looks) {
      await open(page, query, look.theme);
      await page.getByRole("combobox").fill(text);
      assert.deepEqual(await violations(page), [], `${query} ${text}`);
    }
    assert.deepEqual(refused, []);
    await page.context().close();
  });
}

test("at 190 pixels nothing scrolls sideways", async () => {
  const { page } = await gallery.openPage(zoomed);
  for (const [query, text] of looks) {
    await open(page, query);
    await page.getByRole("combobox").fill(text);
    const wider = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll(".ph-main, .rows, .target")]
        .filter((box) => box.scrollWidth > box.clientWidth)
        .map((box) => `${box.tagName}.${box.className}`)
    );
    assert.deepEqual(wider, [], `${query} ${text}`);
  }
  await page.context().close();
});

describe("by keyboard", () => {
  let page: Page;
  const asked = () => page.evaluate(() => window.gallery.asked);
  const selected = () => page.getByRole("option", { selected: true }).innerText();
  const said = (sentence: string) =>
    page.locator("[data-live=polite]").getByText(sentence, { exact: true }).waitFor({
      state: "attached",
    });

  before(async () => {
    ({ page } = await gallery.openPage(narrow));
  });
  after(() => page.context().close());

  test("the field has the focus, and how many there are is said", async () => {
    await open(page);
    assert.equal(await page.evaluate(() => document.activeElement?.role), "combobox");
    await said("5 colleagues, 2 lines");
    await page.keyboard.type("pr");
    await said("1 colleague");
    await page.keyboard.type("xyz");
    await said("No colleague or line matches.");
  });

  test("the list has its rows, and the field names the selected one", async () => {
    await open(page);
    const owned = await page.getByRole("listbox").evaluate((list) =>
      (list.getAttribute("aria-owns") ?? "").split(" ")
        .map((id) => document.getElementById(id)?.role)
    );
    assert.deepEqual(owned, Array.from({ length: 7 }, () => "option"));
    await page.keyboard.press("ArrowDown");
    const named = await page.getByRole("combobox").evaluate((field) =>
      document.getElementById(field.getAttribute("aria-activedescendant") ?? "")?.ariaSelected
    );
    assert.equal(named, "true");
    assert.match(await selected(), /Aoife/);
  });

  test("arrows go round, Enter talks first, Ctrl Enter sends now", async () => {
    await open(page);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Control+Enter");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Control+Enter");
    await page.keyboard.press("Enter");
    assert.deepEqual(await asked(), [
      `send-now {"kind":"line","number":"+493023125610"}`,
      `send-now {"kind":"seat","agentId":2}`,
      `talk-first {"kind":"seat","agentId":2}`,
    ]);
  });

  test("an Enter that is held down does nothing", async () => {
    await open(page);
    await page.getByRole("combobox").evaluate((field) =>
      field.dispatchEvent(
        new KeyboardEvent("keydown", { key: "Enter", repeat: true, bubbles: true }),
      )
    );
    assert.deepEqual(await asked(), []);
  });

  test("a typed number goes as it was read, and no word with it", async () => {
    await open(page);
    const word = page.getByRole("textbox", { name: "Message" });
    await word.fill("refund");
    await page.getByRole("combobox").fill("0044 20 7946 0018");
    assert.equal(await word.isDisabled(), true);
    await page.keyboard.press("Enter");
    assert.deepEqual(await asked(), [`talk-first {"kind":"number","to":"+442079460018"}`]);
  });

  test("the word goes with the call, from its own field as well", async () => {
    await open(page);
    await page.getByRole("textbox", { name: "Message" }).fill(" refund, in a hurry ");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Enter");
    assert.deepEqual(await asked(), [
      `talk-first {"kind":"seat","agentId":2} refund, in a hurry`,
      `send-now {"kind":"seat","agentId":2} refund, in a hurry`,
    ]);
  });

  test("what can't be done is not asked for, and Enter says why", async () => {
    await open(page);
    for (
      const [text, reason] of [
        ["siobhan", "Siobhán Featherstonehaugh-Cholmondeley is offline and can’t be called."],
        ["tan", "Tan Wei-Ling is away and can’t be called."],
        ["mateusz", "Mateusz Zieliński is wrapping up a call and can’t be called yet."],
        ["london", "You can’t talk to a line first."],
        ["+49 40 2", "Too short for a number in Germany. Check the number."],
      ] as const
    ) {
      await page.getByRole("combobox").fill(text);
      await page.keyboard.press("Enter");
      await said(reason);
      await page.getByRole("button", { name: "Talk first" }).click({ force: true });
    }
    assert.deepEqual(await asked(), []);
  });

  test("Enter adds; there is nothing to send to", async () => {
    await open(page, "purpose=add");
    assert.equal(await page.getByRole("button", { name: "Send now" }).count(), 0);
    assert.equal(await page.getByText("London reservations").count(), 0);
    await page.keyboard.press("Control+Enter");
    await page.keyboard.press("Enter");
    assert.deepEqual(await asked(), [`add {"kind":"seat","agentId":2}`]);
  });

  test("Escape closes it from anywhere inside and gives the focus back to the key", async () => {
    await open(page);
    for (const inside of ["combobox", "textbox"] as const) {
      await page.getByRole(inside).first().focus();
      await page.keyboard.press("Escape");
      const key = page.getByRole("button", { name: "Open", exact: true });
      assert.equal(await key.evaluate((button) => button === document.activeElement), true);
      await page.keyboard.press("Enter");
      await page.getByRole("combobox").waitFor();
    }
  });
});

test("the lamp stays a strip, also once the styles of the window on top are there", async () => {
  const { page } = await gallery.openPage(narrow);
  await open(page);
  const lamp = await page.locator(".lamp.mini").boundingBox();
  assert.ok(lamp && lamp.height < 80, `${lamp?.height} px`);
  await page.context().close();
});

test("a press on a row opens its buttons, and the field keeps the focus", async () => {
  const { page } = await gallery.openPage(narrow);
  await open(page);
  await page.getByRole("option", { name: /London/ }).click();
  assert.equal(await page.evaluate(() => document.activeElement?.role), "combobox");
  await page.getByRole("button", { name: "Send now" }).click();
  assert.deepEqual(
    await page.evaluate(() => window.gallery.asked),
    [`send-now {"kind":"line","number":"+442079460142"}`],
  );
  await page.context().close();
});

test("a call that rings is sent on without a message, and to no number", async () => {
  const { page } = await gallery.openPage(narrow);
  await open(page, "&purpose=send-on");
  assert.equal(await page.getByLabel("Message").count(), 0);
  await page.getByRole("combobox").fill("+44 20 7946 0018");
  await page.getByText("No colleague or line matches.").waitFor();
  await page.getByRole("combobox").fill("aoife");
  await page.getByText(
    /’s phone rings instead of yours\. If nobody answers, the line’s other phones ring\. Aoife Ní Dhomhnaill is on a call and will see this as a second call\.$/,
  ).waitFor();
  await page.keyboard.press("Enter");
  assert.deepEqual(
    await page.evaluate(() => window.gallery.asked),
    [`send-now {"kind":"seat","agentId":3}`],
  );
  await page.context().close();
});

test("whoever would not ring stands below, dimmed, and a press says why", async () => {
  const { page } = await gallery.openPage(narrow);
  await open(page);
  const seats = page.getByRole("option").filter({ has: page.locator(".ava[aria-hidden]") });
  assert.deepEqual(
    await seats.evaluateAll((rows) =>
      rows.map((row) => [row.querySelector(".sm")?.textContent?.trim(), row.ariaDisabled])
    ),
    [
      ["Available", "false"],
      ["On a call, 4 min", "false"],
      ["Wrapping up", "true"],
      ["Away", "true"],
      ["Offline", "true"],
    ],
  );
  await page.getByRole("option", { name: /Tan Wei-Ling/ }).click({ force: true });
  await page.locator(".deeds").getByText("Tan Wei-Ling is away and can’t be called.").waitFor();
  await page.getByRole("button", { name: "Send now" }).click({ force: true });
  assert.deepEqual(await page.evaluate(() => window.gallery.asked), []);
  await page.context().close();
});

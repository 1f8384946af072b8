// The controls of a call on top of other windows: what stands in that window, and when the browser opens it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { allThere } from "./open-shot.ts";
import { states } from "./page/states.ts";
import { galleryForTests, violations, wide } from "./test-page.ts";

const gallery = galleryForTests();

const withCall = Object.entries(states).filter(([, { call }]) => call !== null)
  .map(([name]) => name);
const go = (page: Page, name: string) => page.evaluate((to) => window.gallery.show(to), name);
const asked = (page: Page) => page.evaluate(() => window.gallery.asked.splice(0));

/** What is wider or higher than the window, and what of the keys can't be seen. */
const faults = (page: Page) =>
  page.evaluate(() => {
    const root = document.documentElement;
    const keys = [...document.querySelectorAll<HTMLElement>(".mini-key")];
    const isWhole = (key: HTMLElement) => {
      const { left, top, right, bottom } = key.getBoundingClientRect();
      return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight &&
        [...key.children].every((part) => part.getBoundingClientRect().width <= right - left);
    };
    const names = [...document.querySelectorAll<HTMLElement>(".l-name.number")];
    return [
      root.scrollWidth > innerWidth ? "scrolls sideways" : "",
      root.scrollHeight > innerHeight ? "scrolls" : "",
      keys.length > 0 ? "" : "no keys",
      ...keys.map((key) => isWhole(key) ? "" : key.innerText),
      ...names.map((name) => name.scrollWidth > name.clientWidth ? name.innerText : ""),
    ].filter((fault) => fault !== "");
  });

for (const theme of ["light", "dark"] as const) {
  test(`${theme}: at 320 by 120 every state passes axe, and nothing has to be scrolled`, async () => {
    const { page, refused } = await gallery.openPage({ width: 320, height: 120, theme });
    await page.goto(`${gallery.url}/mini?state=in-call&theme=${theme}`);
    await page.locator(allThere).waitFor();
    for (const name of withCall) {
      await go(page, name);
      assert.deepEqual(await faults(page), [], name);
      assert.deepEqual(await violations(page), [], name);
    }
    assert.deepEqual(refused, []);
    await page.context().close();
  });
}

test("with letters twice as large in the same window all keys and the sentence of mute are there", async () => {
  const { page } = await gallery.openPage({ width: 160, height: 60, theme: "light" });
  await page.goto(`${gallery.url}/mini?state=in-call`);
  await page.locator(allThere).waitFor();
  for (const name of withCall) {
    await go(page, name);
    assert.deepEqual(await faults(page), [], name);
  }
  await go(page, "muted");
  const sentence = await page.getByText("You’re muted.").last().boundingBox();
  const keys = await page.locator(".mini-keys").boundingBox();
  assert.ok(sentence && keys && sentence.y + sentence.height <= keys.y);
  await page.context().close();
});

describe("in a window of the browser's own", () => {
  let page: Page;
  let onTop: Page;
  const key = (name: string) => onTop.getByRole("button", { name, exact: true });
  const phone = () => page.getByRole("region", { name: "Phone" });
  const offer = () =>
    phone().getByRole("button", { name: "Keep controls on top of other windows" });
  const opens = async (press: () => Promise<unknown>) => {
    const [opened] = await Promise.all([page.context().waitForEvent("page"), press()]);
    await opened.getByRole("main", { name: "Call controls" }).waitFor();
    return opened;
  };
  before(async () => {
    ({ page } = await gallery.openPage(wide));
    await page.clock.install();
    await page.goto(`${gallery.url}/calls?state=in-call&theme=dark`);
    await page.locator(allThere).waitFor();
  });
  after(() => page.context().close());

  test("it opens at the press that wants it, with the page's styles, theme and language", async () => {
    onTop = await opens(() => offer().click());
    await offer().waitFor({ state: "detached" });
    const look = await onTop.evaluate(() => ({
      lamp: getComputedStyle(document.querySelector(".mini .lamp") ?? document.body)
        .backgroundColor,
      theme: document.documentElement.dataset["theme"],
      lang: document.documentElement.lang,
      title: document.title,
    }));
    assert.deepEqual(look, {
      lamp: "rgb(12, 115, 80)",
      theme: "dark",
      lang: "en",
      title: "Call controls",
    });
  });

  test("its keys and shortcuts ask the phone; others stay without effect", async () => {
    await page.evaluate(() => {
      window.focus = () => window.gallery.asked.push("focus");
    });
    await key("Mute").click();
    await key("Hold").click();
    await key("Open").click();
    await key("Mute").press("m");
    await onTop.keyboard.press("h");
    await onTop.keyboard.press("t");
    await onTop.keyboard.press("5");
    await page.clock.fastForward(600);
    await key("Hang up").click();
    await onTop.keyboard.press("Control+.");
    assert.deepEqual(await asked(page), [
      "setMuted true",
      'command {"command":"hold"}',
      "focus",
      "setMuted true",
      'command {"command":"hold"}',
      "hangUp",
      "hangUp",
    ]);
    assert.equal(await page.locator(".targets").count(), 0);
  });

  test("a second call is declined or answered there, and the two are swapped", async () => {
    await go(page, "second-call");
    await onTop.locator(".mini-state").getByText("Second call").waitFor();
    await key("Decline").click();
    await key("Hold and answer").click();
    await key("Mute").press("Control+Enter");
    await go(page, "two-lines");
    await key("Swap").click();
    await onTop.keyboard.press("s");
    assert.deepEqual(await asked(page), [
      "declineSecond",
      "answerSecond",
      "answerSecond",
      "swapCalls",
      "swapCalls",
    ]);
    await go(page, "in-call");
  });

  test("it follows the call, and closes a moment after its end", async () => {
    await go(page, "muted");
    await key("Unmute").waitFor();
    await onTop.getByText("They can’t hear you.").last().waitFor();
    await go(page, "ended");
    await onTop.locator(".mini-state").getByText("They hung up, 9 min 14 s").waitFor();
    const closed = onTop.waitForEvent("close");
    await page.clock.fastForward(3000);
    await closed;
  });

  test("it opens with the press that answers a call, and not without one", async () => {
    await go(page, "ready");
    await page.getByRole("button", { name: "Sound settings" }).click();
    const dialog = page.getByRole("dialog", { name: "Sound settings" });
    const wanted = dialog.getByLabel("Keep controls on top of other windows");
    assert.equal(await wanted.isChecked(), true);
    await page.keyboard.press("Escape");
    await go(page, "incoming");
    onTop = await opens(async () => {
      await phone().getByRole("button", { name: /^Answer/ }).click();
      await go(page, "connecting");
    });
    await go(page, "incoming");
    await key("Answer").click();
    await key("Decline").click();
    assert.deepEqual(await asked(page), ["answer", "answer", "decline"]);
  });

  test("what the person closed stays closed for this call, and is offered again", async () => {
    await go(page, "in-call");
    const closed = onTop.waitForEvent("close");
    await onTop.close();
    await closed;
    await offer().waitFor();
    await go(page, "muted");
    assert.equal(page.context().pages().length, 1);
    onTop = await opens(() => offer().click());
  });
});

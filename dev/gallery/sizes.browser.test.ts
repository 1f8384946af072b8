// What must be seen at every size of the window.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { allThere } from "./open-shot.ts";
import { entryStates, states } from "./page/states.ts";
import { galleryForTests, narrow, zoomed } from "./test-page.ts";

const names = Object.keys(states);
const gallery = galleryForTests();

test("a running call takes the banner's room on a narrow screen", async () => {
  const { page } = await gallery.openPage(narrow);
  await page.goto(`${gallery.url}/phone?state=in-call&role=admin&health=broken`);
  await page.locator(".banner").waitFor({ state: "attached" });
  assert.equal(await page.locator(".banner").isVisible(), false);
  await page.evaluate(() => window.gallery.show("ready"));
  await page.locator(".banner").waitFor();
  await page.context().close();
});

test("at 190 pixels no state scrolls sideways or cuts a phone number", async () => {
  const { page } = await gallery.openPage(zoomed);
  const wider = () =>
    page.evaluate(() => {
      const boxes = [document.documentElement, ...document.querySelectorAll(".ph-main, .number")];
      return boxes
        .filter((box) => box.scrollWidth > box.clientWidth)
        .map((box) => `${box.tagName}.${box.className}`);
    });
  for (const name of entryStates) {
    await gallery.show(page, name, zoomed);
    assert.deepEqual(await wider(), [], name);
  }
  await gallery.show(page, "offline", zoomed);
  for (const name of names) {
    await page.evaluate((to) => window.gallery.show(to), name);
    assert.deepEqual(await wider(), [], name);
  }
  await page.goto(`${gallery.url}/setup/health?state=ready&role=admin&health=broken`);
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
  const { page } = await gallery.openPage(narrow);
  await page.goto(`${gallery.url}/phone?state=incoming-longest&role=admin`);
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
  const { page } = await gallery.openPage(narrow);
  await page.emulateMedia({ forcedColors: "active" });
  await gallery.show(page, "in-call", narrow);
  assert.equal(
    await page.locator(".phone .lamp").evaluate((lamp) => getComputedStyle(lamp).borderTopWidth),
    "3px",
  );
  await page.context().close();
});

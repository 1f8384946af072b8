// What the tests of the gallery open, and how they ask axe.
import { after, before } from "node:test";
import type { Page } from "playwright-core";
import { axeFaults } from "../test/axe.ts";
import { openBrowser, type TestBrowser } from "../test/browser.ts";
import { type Gallery, openGallery } from "./gallery.ts";
import { allThere } from "./open-shot.ts";

export interface Look {
  width: number;
  height: number;
  theme: "light" | "dark";
}

export const narrow: Look = { width: 380, height: 760, theme: "light" };
export const wide: Look = { width: 1440, height: 900, theme: "dark" };
export const zoomed: Look = { width: 190, height: 380, theme: "light" };

/** The gallery and a browser, open for all tests of a file: there when its first test runs. */
export function galleryForTests() {
  const open = {} as { gallery: Gallery; chromium: TestBrowser };
  before(async () => {
    open.gallery = await openGallery();
    open.chromium = await openBrowser();
  });
  after(async () => {
    await open.chromium.close();
    await open.gallery.close();
  });
  return {
    /** Where the gallery is, without a slash at the end. */
    get url() {
      return open.gallery.url;
    },
    openPage: (look: Look) => openTestPage(open.chromium, look),
    /** Brings a page to a state, with all that comes a moment after the phone. */
    async show(page: Page, name: string, look: Look): Promise<void> {
      const path = look.width < 640 ? "/phone" : "/calls";
      await page.goto(`${open.gallery.url}${path}?state=${name}&theme=${look.theme}`);
      await page.locator(allThere).waitFor();
    },
  };
}

/** A page that remembers what its content security policy refused, and what went wrong. */
async function openTestPage(
  chromium: TestBrowser,
  look: Look,
): Promise<{ page: Page; refused: string[] }> {
  const page = await chromium.newPage({
    viewport: { width: look.width, height: look.height },
    reducedMotion: "reduce",
    // Left to itself it speaks "en-US@posix" here, which is no language tag.
    locale: "en-GB",
  });
  const refused: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") refused.push(message.text());
  });
  page.on("pageerror", (error) => refused.push(error.message));
  return { page, refused };
}

/** What axe finds once all is as it stays: what is still fading in has not the contrast that it will have. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(() =>
    Promise.allSettled(
      document.getAnimations()
        .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
        .map(({ finished }) => finished),
    ).then(() => undefined)
  );
  return await axeFaults(page);
}

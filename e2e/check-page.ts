import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { axeFaults } from "../dev/test/axe.ts";

/** All that the other theme changes. */
const OF_COLOUR = ["color-contrast", "link-in-text-block"];

/** Axe at both widths, of colour in both themes; a picture of each where `SOFTPHONE_PICTURES` names a folder. */
export async function checkPage(page: Page, name: string): Promise<void> {
  const folder = process.env["SOFTPHONE_PICTURES"];
  // What a page shows while it reads fades in.
  await page.locator("p.late").first().waitFor({ state: "detached" });
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1440, 380]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      const rules = colorScheme === "dark" ? OF_COLOUR : undefined;
      assert.deepEqual(await axeFaults(page, rules), [], `${name}, ${colorScheme}, ${width} px`);
      const overflow = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth",
      );
      assert.equal(overflow, 0, `${name} scrolls sideways at ${width} px`);
      if (folder === undefined) continue;
      await mkdir(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`) });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1440, height: 900 });
}

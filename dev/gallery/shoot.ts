// node dev/gallery/shoot.ts [name…]: pictures of the product's screens, light and dark, in .local/shots.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { openBrowser } from "../test/browser.ts";
import { openGallery } from "./gallery.ts";
import { openShot } from "./open-shot.ts";
import { shots } from "./shots.ts";

const target = join(import.meta.dirname, "../../.local/shots");
const wanted = process.argv.slice(2);

await mkdir(target, { recursive: true });
const gallery = await openGallery();
const chromium = await openBrowser();
try {
  for (const theme of ["light", "dark"] as const) {
    const page = await chromium.newPage({
      colorScheme: theme,
      reducedMotion: "reduce",
      locale: "en-GB",
      timezoneId: "Europe/Berlin",
    });
    for (const shot of shots) {
      if (wanted.length > 0 && !wanted.includes(shot.name)) continue;
      await openShot(page, gallery.url, shot, theme);
      await page.screenshot({ path: join(target, `${shot.name}-${theme}.png`), caret: "initial" });
    }
    await page.context().close();
  }
} finally {
  await chromium.close();
  await gallery.close();
}
console.log(`Pictures are in ${target}`);

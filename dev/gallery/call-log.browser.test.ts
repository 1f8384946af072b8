// The log of calls as a table, in every width that has one: each column has room, and Call back covers none of them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { galleryForTests, wide } from "./test-page.ts";

const gallery = galleryForTests();

for (const [who, query] of [["an admin", "role=admin"], ["an agent", "role=agent"]] as const) {
  for (const width of [1024, 1279, 1280, 1440, 1920]) {
    test(`${who} at ${width} px: Call back appears over the time alone`, async () => {
      const { page } = await gallery.openPage({ ...wide, width });
      await page.goto(`${gallery.url}/calls?state=ready&calls=live&${query}`);
      const rows = page.locator(".calls tbody tr:has(.back)");
      await rows.first().waitFor();
      for (const row of await rows.all()) {
        await row.hover();
        const covered = await row.evaluate((line) => {
          const back = line.querySelector(".back")?.getBoundingClientRect();
          const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
          const found: string[] = [];
          for (let text = texts.nextNode(); text; text = texts.nextNode()) {
            if (text.parentElement?.closest(".time, .vh")) continue;
            const range = document.createRange();
            range.selectNodeContents(text);
            const cell = text.parentElement?.closest("td")?.getBoundingClientRect();
            const end = Math.min(range.getBoundingClientRect().right, cell?.right ?? Infinity);
            if (back && end > back.left) found.push(text.textContent ?? "");
          }
          return back ? found : ["no Call back"];
        });
        assert.deepEqual(covered, []);
        // By a transition, which has to be over.
        await page.waitForFunction(
          (back) => back !== null && getComputedStyle(back).opacity === "1",
          await row.locator(".back").elementHandle(),
        );
      }
      const widths = await page.locator(".calls th").evaluateAll((heads) =>
        heads.slice(1).map((head) => Math.round(head.getBoundingClientRect().width))
      );
      assert.ok(Math.min(...widths) >= 56, `columns of ${widths.join(", ")} px`);
      const cut = await page.locator(".calls tbody td").evaluateAll((cells) =>
        cells.filter((cell) => /^\+[\d\s]+$/.test(cell.textContent ?? ""))
          .filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent)
      );
      assert.deepEqual(cut, [], "no number is cut");
      await page.context().close();
    });
  }
}

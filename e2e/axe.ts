// What axe finds wrong with a page, by the rules of WCAG 2.2 AA.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

const axe = await readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Each fault as `<rule> <selectors>`. Evaluated over the debugger: the page's policy stays as it is. */
export function axeFaults(page: Page): Promise<unknown> {
  return page.evaluate(`${axe}; axe.run({ runOnly: ${JSON.stringify(tags)} }).then(
    ({ violations }) => violations.map(({ id, nodes }) =>
      id + " " + nodes.map(({ target }) => target).join()))`);
}

// What axe finds wrong with a page, by the rules of WCAG 2.2 AA.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

const axe = await readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Each fault as `<rule> <selectors>`. Evaluated over the debugger: the page's policy stays as it is.
 * @param rules names of the only rules to go by; all when left out
 */
export async function axeFaults(page: Page, rules?: string[]): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe);
  const runOnly = rules === undefined ? tags : { type: "rule", values: rules };
  // What passes is told to nobody: it need not be described.
  return await page.evaluate<string[]>(
    `axe.run(${JSON.stringify({ runOnly, resultTypes: ["violations"] })}).then(
    ({ violations }) => violations.map(({ id, nodes }) =>
      id + " " + nodes.map(({ target }) => target).join()))`,
  );
}

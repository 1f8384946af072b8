// What axe finds wrong with a page.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

const AXE = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** Each fault as `<rule> <selectors>`. */
export function axeFaults(page: Page): Promise<unknown> {
  return page.evaluate(`${AXE}; axe.run().then(({ violations }) =>
    violations.map(({ id, nodes }) => id + " " + nodes.map(({ target }) => target).join()))`);
}

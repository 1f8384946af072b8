import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { contrast, readThemes } from "./contrast.ts";

const css = await readFile(`${import.meta.dirname}/tokens.css`, "utf8");
const themes = readThemes(css);

/** Foreground, background and the least ratio: 4.5 for text, 3 for parts of controls (WCAG 2.2 AA). */
const pairs: [foreground: string, background: string, least: number][] = [
  ["ink", "surface", 4.5],
  ["ink", "paper", 4.5],
  ["ink-2", "surface", 4.5],
  ["ink-2", "sunken", 4.5],
  ["ink-3", "surface", 4.5],
  ["ink-3", "paper", 4.5],
  ["ink-3", "sunken", 4.5],
  ["on-ink", "ink", 4.5],
  ["line-strong", "surface", 3],
  ["line-strong", "paper", 3],
  ["accent", "paper", 4.5],
  ["accent", "accent-tint", 4.5],
  ["on-accent", "accent", 4.5],
  ["on-ring", "ring", 4.5],
  ["ring-text", "paper", 4.5],
  ["ring-text", "ring-tint", 4.5],
  ["on-live", "live", 4.5],
  ["live-text", "live-tint", 4.5],
  ["on-hold", "hold", 4.5],
  ["on-hold", "hold-2", 4.5],
  ["on-red", "red", 4.5],
  ["red-text", "red-tint", 4.5],
  ["missed-text", "paper", 4.5],
  ["missed-text", "missed-tint", 4.5],
  ["live", "surface", 3],
  ["hold", "surface", 3],
  ["red", "surface", 3],
  ["ink-2", "ring-tint", 4.5],
];

for (const [theme, tokens] of Object.entries(themes)) {
  for (const [foreground, background, least] of pairs) {
    test(`${theme}: ${foreground} on ${background} has a contrast of ${least}`, () => {
      const ratio = contrast(colour(tokens, foreground), colour(tokens, background));
      assert.ok(ratio >= least, `it is ${ratio.toFixed(2)}`);
    });
  }
}

test("the dark theme is the same whether the system or the person asks for it", () => {
  assert.deepEqual(themes.darkBySystem, themes.darkByChoice);
});

test("black on white has the ratio that WCAG gives", () => {
  assert.equal(contrast("#000000", "#ffffff"), 21);
});

function colour(tokens: ReadonlyMap<string, string>, name: string): string {
  const value = tokens.get(name);
  assert.ok(value, `tokens.css has --${name}`);
  return value;
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { ageText, countriesText, listed, whenText } from "./phrases.ts";
import { countsText } from "./words.ts";

const now = new Date(2026, 5, 17, 14, 0).getTime();

test("an age is told in seconds, then in minutes, then as a time", () => {
  assert.equal(ageText(now - 40_000, now), "40 s ago");
  assert.equal(ageText(now - 12 * 60_000, now), "12 min ago");
  assert.match(ageText(now - 2 * 3_600_000, now), /^at /);
  assert.match(whenText(now - 14 * 86_400_000, now), /^on .+ at /);
});

test("a server whose clock is ahead checked just now, not in the future", () => {
  assert.equal(ageText(now + 3_000, now), "0 s ago");
});

test("a long list names three and counts the rest", () => {
  assert.equal(listed(["A", "B", "C", "D"]), "A, B, C and D");
  assert.equal(listed(["A", "B", "C", "D", "E"]), "A, B, C and 2 more");
  assert.equal(countriesText(["DE", "GB"]), "Germany and United Kingdom");
});

test("only what there is of it is counted", () => {
  const [red, amber, green] = [{ level: "red" }, { level: "amber" }, { level: "green" }] as const;
  assert.equal(countsText([green, green]), "2 good.");
  assert.equal(countsText([green, amber, red, red]), "1 good, 1 needs attention, 2 broken.");
  const waiting = { level: "amber", finding: "waits" } as const;
  assert.equal(countsText([green, red, waiting, waiting]), "1 good, 1 broken, 2 waiting.");
});

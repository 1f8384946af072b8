import assert from "node:assert/strict";
import { test } from "node:test";
import { type Circumstances, markdown, type Section, table } from "./report.ts";
import type { Row } from "./row.ts";

const row: Row = {
  measure: "a | b",
  ours: "3.0 ms",
  floor: "2.0 ms",
  result: "1.50×",
  limit: "≤ 1.50×",
  ok: true,
  reason: "Because",
};
const about: Circumstances = {
  machine: ["2 cores"],
  date: "2026-01-01",
  loadBefore: "0.1",
  loadAfter: "2.0",
  quick: false,
  rounds: 5,
  requests: 300,
};
const section = (part: Partial<Section>): Section => ({
  name: "warm",
  rows: [],
  failure: null,
  seconds: 1,
  ...part,
});

test("a missed limit is said in the table, and a bar does not break it", () => {
  const text = markdown([section({ rows: [row, { ...row, measure: "c", ok: false }] })], about);
  assert.match(text, /\| a \\\| b \| 3\.0 ms \| 2\.0 ms \| 1\.50× \| ≤ 1\.50× \| ok \|/);
  assert.match(text, /\| c \|.*\| MISSED \|/);
  assert.match(text, /5 interleaved rounds of 300 requests/);
  assert.match(text, /load of the machine \(1 minute\) 0\.1 before, 2\.0 after/);
});

test("what could not be measured is named", () => {
  const text = markdown([section({ name: "push", failure: "no browser" })], about);
  assert.match(text, /Could not be measured: push \(no browser\)/);
});

test("the terminal's columns are aligned", () => {
  const [header, line] = table([row]).split("\n");
  assert.equal(header?.indexOf("ours"), line?.indexOf("3.0 ms"));
});

import assert from "node:assert/strict";
import { it } from "node:test";
import { graceLeft } from "./grace.ts";

it("counts down from 45 s, and not below nothing", () => {
  const since = Date.parse("2026-11-25T10:00:00Z");
  assert.deepEqual(
    [0, 11_999, 12_000, 44_900, 45_000, 48_000].map((passed) => graceLeft(since, since + passed)),
    [45, 34, 33, 1, 0, 0],
  );
});

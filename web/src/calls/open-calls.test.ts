import assert from "node:assert/strict";
import { test } from "node:test";
import { databaseCall } from "./fixtures.ts";
import { withCall } from "./open-calls.ts";

test("older news changes nothing, and a call that is over is gone", () => {
  const talks = databaseCall({ status: "in-progress", version: 2 });
  const known = withCall(new Map(), talks);
  assert.equal(withCall(known, { ...talks, status: "ringing", version: 1 }), known);
  const held = withCall(known, { ...talks, wiring: "conference", version: 3 });
  assert.equal(held.get(talks.id)?.wiring, "conference");
  const ended_at = "2026-11-25T10:09:00.000000+00:00";
  assert.equal(withCall(held, { ...talks, ended_at, version: 4 }).size, 0);
});

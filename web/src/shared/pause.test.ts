import assert from "node:assert/strict";
import { test } from "node:test";
import type { Policy } from "../../../supabase/functions/_shared/contracts/policy.ts";
import { pauseOf } from "./pause.ts";

const until = Date.parse("2026-06-10T22:00:00Z");
const policy: Policy = {
  workspace_id: 1,
  allowed_countries: ["DE"],
  agent_calls_per_minute: null,
  agent_minutes_per_day: null,
  workspace_calls_per_minute: null,
  workspace_minutes_per_day: 600,
  when_capped: "pause",
  time_zone: "Europe/Berlin",
  calling_hours: null,
  block_withheld: false,
  paused_at: "2026-06-10T12:00:00+00:00",
  paused_until: "2026-06-10T22:00:00+00:00",
  pause_cause: "minutes",
  pause_limit: 600,
  wrap_up_s: null,
  outcome_required: false,
};

test("a pause holds to its last moment", () => {
  const pause = { cause: "minutes", limit: 600, until, timeZone: "Europe/Berlin" };
  assert.deepEqual(pauseOf(policy, until - 1), pause);
  assert.equal(pauseOf(policy, until), null);
});

test("without one, nothing is paused", () => {
  assert.equal(pauseOf(null, 0), null);
  const open = { ...policy, paused_at: null, paused_until: null, pause_cause: null };
  assert.equal(pauseOf(open, until - 1), null);
});

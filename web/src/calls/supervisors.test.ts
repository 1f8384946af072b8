import assert from "node:assert/strict";
import { test } from "node:test";
import type { SupervisorLeg } from "../../../supabase/functions/_shared/contracts/supervision.ts";
import { withLeg } from "./supervisors.ts";

const leg: SupervisorLeg = {
  id: 5,
  call_id: 41,
  agent_id: 7,
  supervises: 8,
  manner: "listen",
  muted: true,
  coaches: null,
  joined_at: null,
  left_at: null,
  ended_at: null,
  version: 2,
};

test("older news changes nothing, and whoever has left is gone", () => {
  const known = withLeg(new Map(), leg);
  assert.equal(withLeg(known, { ...leg, manner: "join", version: 1 }), known);
  assert.equal(withLeg(known, { ...leg, manner: "join", version: 3 }).get(5)?.manner, "join");
  const left = { ...leg, left_at: "2026-11-25T10:00:00.000000+00:00", version: 3 };
  assert.equal(withLeg(known, left).size, 0);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { OpenLeg } from "../../../../../supabase/functions/_shared/contracts/call.ts";
import { supervisorsOn } from "./supervisors-on.ts";

const leg = (more: Partial<OpenLeg>): OpenLeg => ({
  id: 1,
  role: "supervisor",
  agent_id: 3,
  address: "client:siobhan",
  status: "connected",
  since: "2026-11-25T10:00:00.000000+00:00",
  held_since: null,
  purpose: null,
  asked_by: null,
  word: null,
  manner: "listen",
  ...more,
});

test("supervisors are shown with their manner, once they are connected", () => {
  const legs = [
    leg({ role: "caller", manner: null }),
    leg({}),
    leg({ agent_id: 4, manner: "whisper" }),
    leg({ agent_id: 5, status: "ringing" }),
  ];
  assert.deepEqual(supervisorsOn(legs), [
    { agentId: 3, manner: "listen" },
    { agentId: 4, manner: "whisper" },
  ]);
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Call, OpenLeg } from "../../../../supabase/functions/_shared/contracts/call.ts";
import type { SupervisorLeg } from "../../../../supabase/functions/_shared/contracts/supervision.ts";
import { databaseCall } from "../../calls/fixtures.ts";
import { liveCallsOf } from "./live-calls.ts";

const me = 7;
const zofia = 8;
const names = {
  myAgentId: me,
  myAddress: "client:me",
  colleagues: new Map(),
  agents: new Map([[zofia, "Zofia"]]),
  lines: new Map(),
  outcomes: [],
};
const talks = { status: "in-progress", agent_id: zofia } as const;
const at = "2026-11-25T10:00:00.000000+00:00";

function leg(id: number, role: OpenLeg["role"], more: Partial<OpenLeg> = {}): OpenLeg {
  return {
    id,
    role,
    agent_id: role === "seat" ? zofia : null,
    address: "+442079460142",
    status: "connected",
    since: at,
    held_since: null,
    purpose: null,
    asked_by: null,
    word: null,
    manner: null,
    ...more,
  };
}

const one = (call: Partial<Call>, ...supervisors: SupervisorLeg[]) =>
  liveCallsOf([databaseCall(call)], new Map(supervisors.map((each) => [each.id, each])), names)[0];

describe("a live call", () => {
  it("is one that goes on and was placed", () => {
    assert.equal(one({ status: "completed", ended_at: at }), undefined);
    assert.equal(one({ status: "created", direction: "outbound" }), undefined);
  });

  it("rings, is placed, talks", () => {
    const kind = (call: Partial<Call>) => {
      const found = one(call);
      return [found?.state.kind, found?.isTalking];
    };
    assert.deepEqual(kind({ status: "ringing" }), ["ringing", false]);
    assert.deepEqual(kind({ status: "initiated", direction: "outbound" }), ["calling", false]);
    assert.deepEqual(kind(talks), ["talking", true]);
  });

  it("is on hold when everybody outside hears music", () => {
    const held = leg(1, "caller", { held_since: at });
    const state = (...legs: OpenLeg[]) =>
      one({ ...talks, wiring: "conference", open_legs: legs })?.state;
    assert.deepEqual(state(held, leg(2, "seat")), { kind: "hold", since: Date.parse(at) });
    assert.deepEqual(state(held, leg(2, "seat"), leg(3, "outside")), { kind: "several", count: 3 });
  });

  it("does not count who listens", () => {
    const legs = [leg(1, "caller"), leg(2, "seat"), leg(3, "supervisor", { agent_id: 9 })];
    assert.equal(one({ ...talks, wiring: "conference", open_legs: legs })?.state.kind, "talking");
  });

  it("is whoever's has it, and not that of somebody who is only asked, or was before", () => {
    const agents = (...legs: OpenLeg[]) => {
      const found = one({ ...talks, agent_id: 1, wiring: "conference", open_legs: legs });
      return [found?.agentId, found?.colleagues];
    };
    assert.deepEqual(agents(leg(1, "caller"), leg(2, "seat")), [zofia, []]);
    const asked = leg(3, "seat", { agent_id: 12, purpose: "consult" });
    assert.deepEqual(agents(leg(1, "caller"), leg(2, "seat"), asked), [zofia, [12]]);
  });

  it("is mine when I talk in it, in either wiring", () => {
    assert.equal(one({ ...talks, agent_id: me })?.isMine, true);
    const legs = [leg(1, "caller"), leg(2, "seat")];
    const sentOn = { ...talks, agent_id: me, wiring: "conference", open_legs: legs } as const;
    assert.equal(one(sentOn)?.isMine, false);
  });

  it("names the others who supervise it, as they are heard", () => {
    const other: SupervisorLeg = {
      id: 5,
      call_id: 41,
      agent_id: 9,
      supervises: zofia,
      manner: "whisper",
      muted: true,
      coaches: null,
      joined_at: at,
      left_at: null,
      ended_at: null,
      version: 1,
    };
    const seen = one(talks, other, { ...other, id: 6, agent_id: me }, {
      ...other,
      id: 7,
      agent_id: 10,
      joined_at: null,
    });
    assert.deepEqual(seen?.supervisors, [{ agentId: 9, manner: "listen" }]);
    assert.deepEqual(one(talks, { ...other, call_id: 42 })?.supervisors, []);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openLeg } from "../../calls/fixtures.ts";
import { me, row, rowIn } from "../fixtures.ts";
import { offerOf, partOf, trackedOf } from "./part.ts";

const mine = openLeg({ id: 92, role: "seat", agent_id: me });
const at = "2026-11-25T10:00:20.000000+00:00";
const talking = rowIn({ status: "in-progress", agent_id: me, answered_at: at });

describe("what a seat has to do with a call", () => {
  it("is in it from the answer on, and not while it rings", () => {
    assert.equal(partOf(talking, me), "in");
    assert.equal(partOf(row({ status: "ringing" }), me), null);
    assert.equal(partOf({ ...talking, agent_id: 9 }, me), null);
    assert.equal(partOf({ ...talking, ended_at: at }, me), null);
  });

  it("is in a conference with a line of its own that was picked up, whoever took the call first", () => {
    const conference = { ...talking, agent_id: 9, wiring: "conference" } as const;
    assert.equal(partOf({ ...conference, open_legs: [openLeg(), mine] }, me), "in");
    assert.equal(partOf({ ...conference, agent_id: me, open_legs: [openLeg()] }, me), null);
    const rung = { ...mine, status: "ringing" } as const;
    assert.equal(partOf({ ...conference, open_legs: [openLeg(), rung] }, me), null);
  });

  it("is offered it when its page was lost, and only then", () => {
    const lost = { ...talking, wiring: "conference", interrupted_at: at } as const;
    assert.equal(partOf({ ...lost, interrupted_by: me }, me), "offered");
    assert.equal(partOf({ ...lost, interrupted_by: 9 }, me), null);
    assert.equal(partOf({ ...lost, interrupted_by: me, ended_at: at }, me), null);
  });
});

it("offers the call with its other side, since when they hear music", () => {
  const offered = offerOf({ ...talking, interrupted_at: at, interrupted_by: me }, "Sales");
  assert.deepEqual([offered.number, offered.lineName, offered.since], [
    "+442079460142",
    "Sales",
    Date.parse(at),
  ]);
});

it("counts a call that sounds elsewhere from when the two were joined", () => {
  const { view } = trackedOf(row({ status: "in-progress", answered_at: at }), me, null);
  assert.deepEqual([view.phase, view.number, view.since], [
    "in-call",
    "+442079460142",
    Date.parse(at),
  ]);
});

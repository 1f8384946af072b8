import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type CallNames, toCallRow } from "./call-row.ts";
import { isMissed } from "./call-state.ts";
import { databaseCall } from "./fixtures.ts";

const names = {
  myAgentId: 7,
  myAddress: "client:priya",
  colleagues: new Map([["client:priya", "Priya Raman"], ["client:tom", "Tom Okafor"]]),
  agents: new Map([[7, "Priya Raman"], [8, "Tom Okafor"]]),
  lines: new Map([["+493023125610", "Sales Berlin"]]),
  outcomes: [{ id: 5, name: "Booked", key: null }],
} satisfies CallNames;

const call = databaseCall({
  agent_id: 7,
  status: "completed",
  ended_by: "other",
  ringing_at: "2026-11-25T10:00:01.000000+00:00",
  picked_up_at: "2026-11-25T10:00:09.400000+00:00",
  answered_at: "2026-11-25T10:00:09.400000+00:00",
  ended_at: "2026-11-25T10:09:23.400000+00:00",
  duration_s: 554,
  version: 6,
});

describe("a row of the list", () => {
  it("tells the other side from our line by the direction", () => {
    const inbound = toCallRow(call, names);
    assert.equal(inbound.otherNumber, "+442079460142");
    assert.equal(inbound.lineNumber, "+493023125610");
    assert.equal(inbound.lineName, "Sales Berlin");
    const outbound = toCallRow(
      { ...call, direction: "outbound", from_number: call.to_number, to_number: call.from_number },
      names,
    );
    assert.equal(outbound.otherNumber, "+442079460142");
    assert.equal(outbound.lineName, "Sales Berlin");
  });

  it("counts the ringing and the talk", () => {
    const row = toCallRow(call, names);
    assert.equal(row.ringSeconds, 8);
    assert.equal(row.talkedSeconds, 554);
    assert.equal(row.talkingSince, null);
  });

  it("counts the ringing of a call that nobody took up to its end", () => {
    const missed = {
      ...call,
      status: "no-answer" as const,
      agent_id: null,
      picked_up_at: null,
      answered_at: null,
      ended_at: "2026-11-25T10:00:31.000000+00:00",
      duration_s: null,
    };
    const row = toCallRow(missed, names);
    assert.equal(row.ringSeconds, 30);
    assert.equal(row.talkedSeconds, null);
    assert.equal(row.agentName, null);
    assert.equal(row.isMine, false);
  });

  it("does not call it talk when somebody picked up and was never connected", () => {
    const row = toCallRow(
      { ...call, status: "no-answer", answered_at: null, duration_s: 12 },
      names,
    );
    assert.equal(row.talkedSeconds, null);
  });

  it("runs a timer only while they talk", () => {
    const live = { ...call, status: "in-progress" as const, ended_at: null, duration_s: null };
    assert.equal(toCallRow(live, names).talkingSince, Date.parse("2026-11-25T10:00:09.400Z"));
    assert.equal(toCallRow({ ...live, status: "ringing" }, names).talkingSince, null);
  });

  it("names the agent, and knows the person's own calls", () => {
    assert.equal(toCallRow(call, names).agentName, "Priya Raman");
    assert.equal(toCallRow(call, names).isMine, true);
    assert.equal(toCallRow({ ...call, agent_id: 8 }, names).isMine, false);
    assert.equal(toCallRow({ ...call, agent_id: 99 }, names).agentName, null);
  });

  it("says in which calls the person took part, also where a colleague answered", () => {
    const parts = [
      {},
      { agent_id: 8 },
      { agent_id: 8, also_joined: [7, 9] },
      { agent_id: 8, also_joined: [9] },
    ];
    assert.deepEqual(parts.map((part) => toCallRow({ ...call, ...part }, names).tookPart), [
      true,
      false,
      true,
      false,
    ]);
  });

  it("has the outcome by its name, also an archived one", () => {
    const row = toCallRow({ ...call, outcome_tag_id: 5, has_note: true }, names);
    assert.deepEqual([row.outcomeId, row.outcome, row.hasNote], [5, "Booked", true]);
    assert.equal(toCallRow({ ...call, outcome_tag_id: 6 }, names).outcome, null);
  });

  it("hides a number that the caller withholds", () => {
    assert.equal(toCallRow({ ...call, from_number: "+266696687" }, names).otherNumber, null);
  });

  it("shows a call between colleagues as each of them sees it", () => {
    const internal = databaseCall({
      direction: "internal",
      from_number: "client:priya",
      to_number: "client:tom",
      number_id: null,
      agent_id: 7,
      status: "no-answer",
    });
    const seen = (names: CallNames) => {
      const { direction, otherName, otherNumber, isMine } = toCallRow(internal, names);
      return [direction, otherName, otherNumber, isMine];
    };
    assert.deepEqual(seen(names), ["outbound", "Tom Okafor", "client:tom", true]);
    const tom = { ...names, myAgentId: 8, myAddress: "client:tom" };
    assert.deepEqual(seen(tom), ["inbound", "Priya Raman", "client:priya", false]);
    assert.equal(isMissed(toCallRow(internal, tom)), true);
    assert.equal(toCallRow(internal, tom).agentId, null);
    const answered = { ...internal, status: "completed", answered_at: call.answered_at } as const;
    assert.equal(toCallRow(answered, tom).isMine, true);
    const supervisor = { ...names, myAgentId: 9, myAddress: "client:aoife" };
    assert.deepEqual(seen(supervisor), ["outbound", "Tom Okafor", "client:tom", false]);
    assert.equal(isMissed(toCallRow(internal, supervisor)), false);
  });
});

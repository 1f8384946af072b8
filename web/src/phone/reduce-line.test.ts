import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Call, OpenLeg } from "../../../supabase/functions/_shared/contracts/call.ts";
import { openLeg } from "../calls/fixtures.ts";
import { problemOf } from "../shared/problem.ts";
import type { PhoneEvent } from "./events.ts";
import {
  after,
  answering,
  canceled,
  disconnected,
  invited,
  me,
  opened,
  rowEvent,
  rowIn,
  settled,
  summary,
} from "./fixtures.ts";
import type { Order, Parting } from "./phone-state.ts";

const colleague = 8;
const caller = openLeg();
const mine = openLeg({ id: 92, role: "seat", agent_id: me, address: "client:priya" });
const theirs = openLeg({ id: 93, role: "seat", agent_id: colleague, address: "client:aoife" });
const heldSince = "2026-11-25T10:02:00.000000+00:00";

const taken = rowEvent(rowIn({ status: "in-progress", agent_id: me, version: 2 }));
const talking = [invited, answering, opened, taken];

function conference(version: number, open_legs: OpenLeg[], more: Partial<Call> = {}) {
  return rowEvent(
    rowIn({
      status: "in-progress",
      agent_id: me,
      wiring: "conference",
      open_legs,
      version,
      ...more,
    }),
  );
}

function pressed(order: Order, parting: Parting | null = null): PhoneEvent {
  return { type: "pressed", key: "a", id: "press", order, parting, at: 20_000 };
}
const refused: PhoneEvent = {
  type: "press-answered",
  key: "a",
  id: "press",
  problem: problemOf("E-TWILIO"),
  at: 21_000,
};

describe("who is on the line", () => {
  const talkAfter = (...events: PhoneEvent[]) => {
    const view = after(...talking, ...events).call?.view;
    assert.equal(view?.phase, "in-call");
    return view.talk;
  };

  it("is told by the call's row", () => {
    const held = [{ ...caller, held_since: heldSince }, mine];
    const talk = talkAfter(conference(3, held));
    assert.deepEqual([talk.wiring, talk.legs], ["conference", held]);
    const old = conference(2, [caller, mine]);
    assert.deepEqual(talkAfter(conference(3, held), old).legs, held);
  });

  it("is not told by a press", () => {
    const model = after(...talking, pressed({ command: "hold" }));
    assert.equal(model.call?.view.phase === "in-call" && model.call.view.talk.wiring, "plain");
    assert.deepEqual(model.press?.order, { command: "hold" });
  });

  it("comes with what did not work out", () => {
    const notice = {
      kind: "not-reached",
      agent_id: colleague,
      address: null,
      at: heldSince,
    } as const;
    const told = conference(3, [caller, mine], { notice });
    assert.deepEqual(talkAfter(told).notice, notice);
    assert.equal(talkAfter(told, conference(4, [caller, mine])).notice, null);
  });
});

describe("a call that is sent here", () => {
  const ringing = {
    ...mine,
    status: "ringing",
    purpose: "transfer",
    asked_by: colleague,
    word: "refund",
  } as const;
  const sent = (more: Partial<Call> = {}) =>
    conference(5, [{ ...caller, held_since: heldSince }, ringing], {
      agent_id: colleague,
      from_number: "+442079460117",
      ...more,
    });

  it("rings though a colleague took the call, and tells who sends it", () => {
    const { call } = after(invited, sent());
    assert.equal(call?.view.phase, "incoming");
    assert.deepEqual(call.view.sent, ringing);
    assert.equal(call.view.number, "+442079460117");
  });

  it("shows whom a colleague had called", () => {
    const out = sent({
      direction: "outbound",
      from_number: "+493023125610",
      to_number: "+442079460018",
    });
    const view = after(invited, out).call?.view;
    assert.deepEqual([view?.number, view?.line], ["+442079460018", "+493023125610"]);
  });

  it("knows who is on the line from the answer on", () => {
    const view = after(invited, sent(), answering).call?.view;
    assert.equal(view?.phase === "connecting" && view.talk.legs.length, 2);
    assert.equal(view?.sent?.word, "refund");
    assert.equal(summary(after(invited, sent(), answering, opened)), "in-call");
  });

  it("was missed, and is not taken by whoever sent it", () => {
    const back = conference(6, [caller, theirs], { agent_id: colleague });
    assert.equal(summary(after(invited, sent(), canceled, settled, back)), "ended canceled -");
    assert.equal(summary(after(invited, sent(), canceled, back, settled)), "ended canceled -");
  });

  it("says why it comes back", () => {
    const notice = {
      kind: "not-reached",
      agent_id: colleague,
      address: null,
      at: heldSince,
    } as const;
    const back = conference(5, [caller, { ...ringing, purpose: "return" }], { notice });
    const view = after(invited, back).call?.view;
    assert.deepEqual(view?.phase === "incoming" && [view.sent?.purpose, view.notice], [
      "return",
      notice,
    ]);
  });
});

describe("leaving a call that goes on", () => {
  const consulted = { ...theirs, purpose: "consult", asked_by: me } as const;
  const consulting = conference(3, [{ ...caller, held_since: heldSince }, mine, consulted]);
  const endAfter = (...events: PhoneEvent[]) => {
    const view = after(...talking, ...events).call?.view;
    assert.equal(view?.phase, "ended");
    return view;
  };

  const handOver = pressed({ command: "hand-over" }, {
    ending: "handed-over",
    to: { agentId: colleague, address: null },
  });

  it("is a hand-over to who was consulted, whatever comes of the call", () => {
    const view = endAfter(consulting, handOver, disconnected);
    assert.equal(view.ending, "handed-over");
    assert.deepEqual(view.givenTo, { agentId: colleague, address: null, state: "sent" });
    const over = rowEvent(
      rowIn({ status: "completed", agent_id: me, ended_by: "other", duration_s: 70, version: 9 }),
    );
    assert.equal(endAfter(consulting, handOver, disconnected, over).ending, "handed-over");
  });

  it("is none when the hand-over was refused", () => {
    const view = endAfter(consulting, handOver, refused, disconnected);
    assert.deepEqual([view.ending, view.givenTo], ["by-them", undefined]);
  });

  it("is none when the row says that it did not work out", () => {
    const notice = {
      kind: "not-reached",
      agent_id: colleague,
      address: null,
      at: heldSince,
    } as const;
    const failed = conference(4, [caller, mine], { notice });
    assert.equal(endAfter(consulting, handOver, failed, disconnected).ending, "by-them");
    const again = conference(6, [caller, mine], { notice });
    assert.equal(endAfter(failed, handOver, again, disconnected).ending, "handed-over");
  });

  it("is none when another key was pressed since", () => {
    const view = endAfter(consulting, handOver, pressed({ command: "swap" }), disconnected);
    assert.equal(view.ending, "by-them");
  });

  it("follows a transfer while it rings there, until it is taken", () => {
    const send = pressed(
      { command: "transfer", target: { kind: "seat", agentId: colleague }, word: "" },
      { ending: "transferred", to: { agentId: colleague, address: null } },
    );
    const ringing = {
      ...theirs,
      status: "ringing",
      purpose: "transfer",
      asked_by: me,
    } as const;
    const held = { ...caller, held_since: heldSince };
    const rings = conference(4, [held, ringing]);
    const answered = conference(5, [caller, { ...ringing, status: "connected" }]);
    const state = (...events: PhoneEvent[]) => endAfter(send, ...events).givenTo?.state;
    assert.equal(endAfter(send, disconnected).ending, "transferred");
    assert.equal(state(disconnected), "sent");
    assert.equal(state(rings, disconnected), "ringing");
    assert.equal(state(disconnected, rings), "ringing");
    assert.equal(state(disconnected, rings, answered), "taken");
  });

  it("is told when somebody else let this person go", () => {
    const goesOn = conference(4, [caller, theirs]);
    assert.equal(endAfter(consulting, disconnected, goesOn).ending, "left");
    const theyHungUp = conference(4, [mine]);
    assert.equal(endAfter(consulting, disconnected, theyHungUp).ending, "by-them");
  });
});

describe("a press", () => {
  it("is done when it was answered, and stays with its problem when it was refused", () => {
    const hold = pressed({ command: "hold" });
    const done: PhoneEvent = {
      type: "press-answered",
      key: "a",
      id: "press",
      problem: null,
      at: 0,
    };
    assert.equal(after(...talking, hold, done).press, null);
    const { press } = after(...talking, hold, refused);
    assert.deepEqual([press?.problem?.code, press?.at], ["E-TWILIO", 21_000]);
  });

  it("is not answered by the answer to an earlier one", () => {
    const other: PhoneEvent = { type: "press-answered", key: "a", id: "old", problem: null, at: 0 };
    const model = after(...talking, pressed({ command: "hold" }), other);
    assert.equal(model.press?.id, "press");
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Call } from "../../../../supabase/functions/_shared/contracts/call.ts";
import { openLeg } from "../../calls/fixtures.ts";
import { type Problem, problemOf } from "../../shared/problem.ts";
import { me, rowIn } from "../fixtures.ts";
import { initialModel, viewOf } from "../model.ts";
import type { Order, PhoneActions, PhoneState, Reach, SuperviseOrder } from "../phone-state.ts";
import { newTalk } from "../talk.ts";
import { openSeatCall } from "./seat-call.ts";
import type { SoundWord } from "./sound-channel.ts";

const at = "2026-11-25T10:00:20.000000+00:00";
const mine = openLeg({ id: 92, role: "seat", agent_id: me });
const ready: Reach = { kind: "ready" };

const row = (version: number, more: Partial<Call> = {}) =>
  rowIn({ id: 41, version, status: "in-progress", agent_id: me, answered_at: at, ...more });
const interrupted = (version: number) =>
  row(version, {
    wiring: "conference",
    open_legs: [openLeg()],
    interrupted_at: at,
    interrupted_by: me,
  });
const ended = (version: number, more: Partial<Call> = {}) =>
  row(version, { status: "completed", ended_at: at, ended_by: "other", duration_s: 60, ...more });

/** A page of the seat, with a phone that has no call. */
function openPage(reach: Reach = ready) {
  let state: PhoneState = { ...viewOf(initialModel), reach };
  let hear: (word: SoundWord) => void = () => {};
  const timers: Array<() => void> = [];
  const fake = {
    asked: Array<string>(),
    said: Array<SoundWord>(),
    commands: Array<Order | SuperviseOrder>(),
    problem: null as Problem | null,
    row: null as Call | null,
  };
  const phone = new Proxy({} as PhoneActions, {
    ownKeys: () => ["goOnline", "placeCall", "answer"],
    getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }),
    get: (_, name) => (...given: unknown[]) =>
      void fake.asked.push([String(name), ...given].join(" ")),
  });
  const seatCall = openSeatCall({
    seatId: me,
    server: {
      command(_call, _press, order) {
        fake.commands.push(order);
        return Promise.resolve(
          fake.problem ? { ok: false, problem: fake.problem } : { ok: true, value: null },
        );
      },
      readCall: () => Promise.resolve(fake.row),
    },
    phone,
    own: () => state,
    openSound(onHeard) {
      hear = onHeard;
      return { say: (word) => void fake.said.push(word), close: () => {} };
    },
    lineName: () => "Sales",
    now: () => Date.parse(at),
    newKey: () => "press",
    after(_ms, run) {
      timers.push(run);
      return () => {};
    },
    onChange: () => {},
  });
  return Object.assign(fake, {
    ...seatCall,
    hear: (word: SoundWord) => hear(word),
    /** All the time passes that anything waits for. */
    pass: () => timers.splice(0).forEach((run) => run()),
    settle: () => new Promise(setImmediate),
    own(more: Partial<PhoneState>) {
      state = { ...state, ...more };
      seatCall.changed();
    },
    call: () => seatCall.shown().call,
    phase: () => seatCall.shown().call?.phase ?? null,
  });
}

const ringing = {
  phase: "incoming",
  number: "+442079460142",
  name: null,
  line: "",
  lineName: null,
  direction: "inbound",
  callId: 41,
  since: 0,
  othersRing: 0,
} as const;
const talking = { ...ringing, phase: "in-call", talk: newTalk } as const;

describe("an interrupted call", () => {
  it("is offered to its seat until somebody took it or it is over", () => {
    for (const over of [row(3, { wiring: "conference", agent_id: 9 }), ended(3)]) {
      const page = openPage();
      page.onRow(interrupted(2));
      assert.deepEqual([page.phase(), page.call()?.phase === "incoming"], ["incoming", true]);
      page.onRow(over);
      assert.equal(page.phase(), null);
      page.onRow(interrupted(2));
      assert.equal(page.phase(), null, "older news");
    }
  });

  it("is answered by itself once it was asked for, and its ringing is not shown", async () => {
    const page = openPage();
    page.onRow(interrupted(2));
    page.actions.answer();
    page.actions.answer();
    await page.settle();
    assert.deepEqual(page.commands, [{ command: "take-back" }]);
    page.own({ call: ringing });
    const { call } = page.shown();
    assert.equal(call?.phase === "incoming" && call.interrupted, true);
    await page.settle();
    assert.deepEqual(page.asked, ["answer"]);
    page.own({ call: talking });
    page.onRow(row(4, { wiring: "conference", open_legs: [openLeg(), mine] }));
    assert.equal(page.call(), talking);
  });

  it("is not answered by itself when it rings unasked, or is another one", async () => {
    const page = openPage();
    page.onRow(interrupted(2));
    page.own({ call: ringing });
    page.own({ call: null });
    page.actions.answer();
    page.own({ call: { ...ringing, callId: 42 } });
    await page.settle();
    assert.deepEqual(page.asked, []);
    assert.equal(page.call()?.callId, 42);
  });

  it("goes online first, and asks once it would ring", async () => {
    const page = openPage({ kind: "offline" });
    page.onRow(interrupted(2));
    page.actions.answer();
    assert.deepEqual([page.asked, page.commands], [["goOnline"], []]);
    page.own({ reach: { kind: "going-online", since: 0, asksMicrophone: false } });
    assert.equal(page.shown().press?.problem, null);
    page.own({ reach: ready });
    assert.deepEqual(page.commands, [{ command: "take-back" }]);
  });

  it("can be asked for again when this page could not go online", () => {
    const page = openPage({ kind: "offline" });
    page.onRow(interrupted(2));
    page.actions.answer();
    page.own({ reach: { kind: "microphone", problem: "blocked" } });
    assert.equal(page.shown().press, null);
    page.own({ reach: ready });
    assert.deepEqual(page.commands, []);
  });

  it("says why it does not come back, and can be asked for again", async () => {
    const page = openPage();
    page.onRow(interrupted(2));
    page.problem = problemOf("E-TWILIO");
    page.actions.answer();
    await page.settle();
    assert.equal(page.shown().press?.problem?.code, "E-TWILIO");
    page.problem = null;
    page.actions.answer();
    page.pass();
    assert.equal(page.shown().press?.problem?.code, "E-TAKE-BACK-SLOW");
    assert.equal(page.commands.length, 2);
  });

  it("is let go at the other button", async () => {
    const page = openPage();
    page.onRow(interrupted(2));
    page.row = row(3, { wiring: "conference", open_legs: [openLeg()] });
    page.actions.decline();
    await page.settle();
    assert.deepEqual([page.commands, page.phase()], [[{ command: "let-go" }], null]);
  });

  it("comes back in the tab that is the phone, whichever tab was pressed in", () => {
    const second = openPage({ kind: "other-tab", status: "available" });
    second.onRow(interrupted(2));
    second.actions.answer();
    assert.deepEqual(second.said, [{ say: "take-back", callId: 41 }]);
    const first = openPage();
    first.onRow(interrupted(2));
    for (const word of second.said) first.hear(word);
    assert.deepEqual([second.commands, first.commands], [[], [{ command: "take-back" }]]);
  });
});

describe("a call that sounds in another page", () => {
  it("is shown by its row, with the tab's mute once that has said it is there", () => {
    const page = openPage({ kind: "other-tab", status: "available" });
    page.onRow(row(2));
    assert.equal(page.call()?.elsewhere, "browser");
    assert.deepEqual(page.said, [{ say: "ask", callId: 41 }]);
    page.hear({ say: "here", callId: 41, muted: true, digits: "12", quality: "fair" });
    const call = page.call();
    assert.deepEqual(call?.phase === "in-call" && [call.elsewhere, call.talk], [
      "tab",
      { ...newTalk, row: row(2), muted: true, digits: "12", quality: "fair" },
    ]);
  });

  it("is commanded through the server, one press at a time, but for hanging up", async () => {
    const page = openPage();
    page.onRow(row(2));
    page.row = row(3, { wiring: "conference", open_legs: [openLeg({ held_since: at }), mine] });
    page.actions.command({ command: "hold" });
    page.actions.command({ command: "hold" });
    page.actions.hangUp();
    assert.deepEqual(page.commands.map(({ command }) => command), ["hold", "end"]);
    await page.settle();
    const call = page.call();
    assert.equal(call?.phase === "in-call" && call.talk.legs[0]?.held_since, at);
    page.onRow(ended(4));
    assert.equal(page.phase(), "ended");
    page.pass();
    assert.equal(page.phase(), null);
  });

  it("sends the next press once the one before it was carried out, and not when it was refused", async () => {
    for (const problem of [null, problemOf("E-TWILIO")]) {
      const page = openPage();
      page.onRow(row(2));
      page.problem = problem;
      page.row = row(3, { wiring: "conference", open_legs: [openLeg({ held_since: at }), mine] });
      page.actions.command({ command: "hold" });
      page.actions.command({ command: "resume" });
      assert.equal(page.commands.length, 1);
      await page.settle();
      const sent = page.commands.map(({ command }) => command);
      assert.deepEqual(sent, problem ? ["hold"] : ["hold", "resume"]);
    }
  });

  it("sends mute and keys to the tab that sounds, and to no other browser", () => {
    const page = openPage();
    page.onRow(row(2));
    page.actions.setMuted(true);
    page.hear({ say: "here", callId: 41, muted: false, digits: "", quality: "good" });
    page.actions.setMuted(true);
    page.actions.sendDigits("5");
    assert.deepEqual(page.said.slice(1), [
      { say: "mute", callId: 41, muted: true },
      { say: "digits", callId: 41, digits: "5" },
    ]);
  });

  it("ends here when this person left it and the others go on", async () => {
    const page = openPage();
    const others = [openLeg(), openLeg({ id: 93, role: "seat", agent_id: 9 })];
    page.onRow(row(2, { wiring: "conference", open_legs: [...others, mine] }));
    page.row = row(3, { wiring: "conference", open_legs: others });
    page.actions.command({ command: "leave" }, { ending: "left", to: null });
    await page.settle();
    const call = page.call();
    assert.equal(call?.phase === "ended" && call.ending, "left");
  });

  it("is never shown beside this page's own, nor after that one's end", () => {
    const page = openPage();
    page.own({ call: talking });
    page.onRow(row(2));
    assert.equal(page.call(), talking);
    page.own({ call: null });
    page.onRow(row(3));
    assert.equal(page.phase(), null);
    page.onRow(interrupted(4));
    page.onRow(row(5));
    assert.equal(page.call()?.elsewhere, "browser", "taken back in another browser");
  });
});

describe("the tab that sounds", () => {
  it("says so, once each time something changes and when it is asked", () => {
    const page = openPage();
    page.own({ call: talking });
    page.own({ reach: { kind: "away" } });
    page.own({ call: { ...talking, talk: { ...newTalk, muted: true } } });
    page.hear({ say: "ask", callId: 41 });
    assert.deepEqual(page.said.map((word) => word.say === "here" && word.muted), [
      false,
      true,
      true,
    ]);
  });

  it("mutes and sends keys for the others, of its own call only", () => {
    const page = openPage();
    page.own({ call: talking });
    page.hear({ say: "mute", callId: 41, muted: true });
    page.hear({ say: "digits", callId: 41, digits: "7" });
    page.hear({ say: "mute", callId: 40, muted: true });
    assert.deepEqual(page.asked, ["setMuted true", "sendDigits 7"]);
  });
});

describe("two calls that sound elsewhere", () => {
  const waits = openLeg({ held_since: at });
  const talked = (id: number, version: number, legs = [openLeg(), mine]) =>
    row(version, { id, wiring: "conference", open_legs: legs });
  const ids = ({ shown }: ReturnType<typeof openPage>) => [
    shown().call?.callId ?? null,
    shown().second?.callId ?? null,
  ];

  it("are shown with the one first in which somebody hears this person", () => {
    const page = openPage();
    page.onRow(talked(41, 2));
    page.onRow(talked(41, 3, [waits, mine]));
    page.onRow(talked(42, 2));
    assert.deepEqual(ids(page), [42, 41]);
    page.onRow(talked(41, 4, [waits, mine]));
    assert.deepEqual(ids(page), [42, 41], "news of who waits");
    page.onRow(ended(3, { id: 42 }));
    page.pass();
    assert.deepEqual(ids(page), [41, null]);
  });

  it("are swapped from here: the one is put on hold before the other is heard", async () => {
    const page = openPage();
    page.onRow(talked(41, 2, [waits, mine]));
    page.onRow(talked(42, 2));
    page.actions.swapCalls();
    await page.settle();
    await page.settle();
    assert.deepEqual(page.commands, [{ command: "hold" }, { command: "resume" }]);
  });

  it("stay as they are when the hold is refused", async () => {
    const page = openPage();
    page.onRow(talked(41, 2, [waits, mine]));
    page.onRow(talked(42, 2));
    page.problem = problemOf("E-TWILIO");
    page.actions.swapCalls();
    await page.settle();
    assert.deepEqual(page.commands, [{ command: "hold" }]);
  });
});

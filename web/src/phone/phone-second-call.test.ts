import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Call } from "../../../supabase/functions/_shared/contracts/call.ts";
import { openLeg } from "../calls/fixtures.ts";
import { problemOf } from "../shared/problem.ts";
import { me, row, rowIn } from "./fixtures.ts";
import { openTestPhone } from "./test-phone.ts";

const at = "2026-11-25T10:02:00.000000+00:00";
const customer = openLeg({ role: "callee" });
const mine = openLeg({ id: 92, role: "seat", agent_id: me });
const waits = { ...customer, held_since: at };
const second = "+14155550132";

const first = (version: number, open_legs: Call["open_legs"]) =>
  row({ status: "in-progress", wiring: "conference", open_legs, version });
const other = (version: number, more: Partial<Call> = {}) =>
  rowIn({ id: 42, from_number: second, version, ...more });

/** Talks in call 41, and call 42 rings beside it. */
async function openKnockedPhone() {
  const phone = openTestPhone();
  await phone.goOnline();
  await phone.talk();
  const talking = phone.voice();
  phone.broadcast(row({ status: "in-progress", version: 2 }));
  phone.broadcast(other(1));
  const knocks = phone.ring({ from: second, parameters: { CallId: "42" } });
  await phone.settle();
  return Object.assign(phone, { talking, knocks });
}

/** Both calls are up: 42 is heard, 41 waits. */
async function openTwoCalls() {
  const phone = await openKnockedPhone();
  phone.rows = [first(5, [waits, mine])];
  phone.core.actions.answerSecond();
  await phone.settle();
  await phone.settle();
  phone.knocks.beside?.tell.opened?.();
  phone.broadcast(other(2, { status: "in-progress", agent_id: me, answered_at: at }));
  return phone;
}

const numbers = ({ state }: ReturnType<typeof openTestPhone>) => [
  state().call?.number ?? null,
  state().second?.number ?? null,
];
const asked = ({ commands }: ReturnType<typeof openTestPhone>) =>
  commands.map(({ callId, order }) => `${order.command} ${callId}`);

describe("a second call", () => {
  it("is shown beside the one that goes on, without the ringtone", async () => {
    const phone = await openKnockedPhone();
    assert.deepEqual(numbers(phone), ["+442079460142", second]);
    assert.deepEqual([phone.state().call?.phase, phone.state().second?.phase], [
      "in-call",
      "incoming",
    ]);
    assert.equal(phone.ringing, false);
    const third = phone.ring({ from: "+14155550199", parameters: { CallId: "43" } });
    assert.equal(third.rejected, true, "two are enough");
  });

  it("is turned away while this person dials, or is rung", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    await phone.dial();
    assert.equal(phone.ring().rejected, true);
    phone.core.actions.hangUp();
    phone.core.actions.dismiss();
    phone.ring();
    assert.equal(phone.ring({ parameters: { CallId: "43" } }).rejected, true);
  });

  it("is answered on a line of its own, once the first one hears music", async () => {
    const phone = await openKnockedPhone();
    phone.rows = [first(5, [waits, mine])];
    phone.core.actions.answerSecond();
    phone.core.actions.answerSecond();
    assert.equal(phone.state().press?.order.command, "hold");
    assert.equal(phone.knocks.besides, 0, "not before");
    await phone.settle();
    await phone.settle();
    assert.deepEqual(asked(phone), ["hold 41"]);
    assert.deepEqual(numbers(phone), [second, "+442079460142"]);
    assert.deepEqual(phone.talking.mutes, [true], "nothing of it is heard there");
    phone.knocks.beside?.tell.opened?.();
    const { call, second: waiting } = phone.state();
    assert.deepEqual([call?.phase, waiting?.phase], ["in-call", "in-call"]);
    assert.equal(waiting?.phase === "in-call" && waiting.talk.muted, false);
    assert.deepEqual([phone.talking.hungUp, phone.knocks.accepted], [false, false]);
  });

  it("rings on, and the first goes on, when the hold is refused", async () => {
    const phone = await openKnockedPhone();
    phone.commandProblem = problemOf("E-TWILIO");
    phone.core.actions.answerSecond();
    await phone.settle();
    assert.deepEqual(numbers(phone), ["+442079460142", second]);
    assert.equal(phone.state().press?.problem?.code, "E-TWILIO");
    assert.equal(phone.knocks.besides, 0);
    assert.deepEqual(phone.talking.mutes, []);
  });

  it("that gives up while the first is put on hold takes nobody away from it", async () => {
    const phone = await openKnockedPhone();
    phone.core.actions.answerSecond();
    phone.broadcast(other(2, { status: "canceled", ended_at: at, ended_by: "other" }));
    phone.rows = [first(5, [waits, mine])];
    await phone.settle();
    await phone.settle();
    assert.deepEqual(asked(phone), ["hold 41", "resume 41"]);
    assert.deepEqual(numbers(phone), ["+442079460142", null]);
  });

  it("is lost, and the first comes back to the front, when its line does not come up", async () => {
    const phone = await openKnockedPhone();
    phone.knocks.acceptBeside = () => Promise.reject(new Error("no line"));
    phone.rows = [first(5, [waits, mine])];
    phone.core.actions.answerSecond();
    await phone.settle();
    await phone.settle();
    await phone.wait(5_000);
    assert.deepEqual(numbers(phone), ["+442079460142", null]);
    assert.deepEqual(phone.talking.mutes, [true, false]);
  });

  it("is declined alone", async () => {
    const phone = await openKnockedPhone();
    phone.core.actions.declineSecond();
    assert.equal(phone.state().second, null);
    await phone.settle();
    assert.deepEqual(asked(phone), ["decline 42"]);
    assert.equal(phone.state().call?.phase, "in-call");
  });

  it("is sent on, and is shown until the server has taken that", async () => {
    const phone = await openKnockedPhone();
    const target = { kind: "seat", agentId: 9 } as const;
    phone.commandProblem = problemOf("E-TARGET");
    phone.core.actions.sendOn(target);
    await phone.settle();
    assert.deepEqual(numbers(phone), ["+442079460142", second]);
    assert.equal(phone.state().press?.problem?.code, "E-TARGET");
    phone.commandProblem = null;
    phone.core.actions.sendOn(target);
    await phone.settle();
    assert.deepEqual(asked(phone), ["send-on 42", "send-on 42"]);
    assert.deepEqual(numbers(phone), ["+442079460142", null]);
  });

  it("rings by the ringtone once the first is over, and is answered as any other", async () => {
    const phone = await openKnockedPhone();
    phone.talking.tell.closed?.("disconnect");
    assert.deepEqual(numbers(phone), [second, null]);
    assert.equal(phone.ringing, true);
    phone.core.actions.answer();
    assert.equal(phone.knocks.accepted, true);
  });

  it("is declined when the person's seat is switched off, and the talk may be finished", async () => {
    const phone = await openKnockedPhone();
    await phone.switchSeat(false);
    assert.deepEqual(asked(phone), ["decline 42"]);
    assert.equal(phone.state().call?.phase, "in-call");
  });

  it("that somebody else took is gone", async () => {
    const phone = await openKnockedPhone();
    phone.knocks.tell.closed?.("cancel");
    phone.broadcast(other(2, { status: "in-progress", agent_id: 9 }));
    assert.deepEqual(numbers(phone), ["+442079460142", null]);
  });
});

describe("two calls", () => {
  it("are swapped: the one is put on hold before the other is heard", async () => {
    const phone = await openTwoCalls();
    const { beside } = phone.knocks;
    phone.rows = [
      other(6, { status: "in-progress", wiring: "conference", open_legs: [waits, mine] }),
      first(7, [waits, mine]),
    ];
    phone.core.actions.swapCalls();
    phone.core.actions.swapCalls();
    await phone.settle();
    await phone.settle();
    assert.deepEqual(asked(phone), ["hold 41", "hold 42", "resume 41"]);
    assert.deepEqual(numbers(phone), ["+442079460142", second]);
    assert.deepEqual([phone.talking.mutes, beside?.mutes], [[true, false], [true]]);
  });

  it("follow where the person swaps them in another tab", async () => {
    const phone = await openTwoCalls();
    phone.broadcast(
      other(6, { status: "in-progress", wiring: "conference", open_legs: [waits, mine] }),
    );
    assert.deepEqual(numbers(phone), [second, "+442079460142"]);
    phone.broadcast(first(7, [customer, mine]));
    assert.deepEqual(numbers(phone), ["+442079460142", second]);
    assert.deepEqual(phone.talking.mutes, [true, false]);
  });

  it("keep what the person muted", async () => {
    const phone = await openTwoCalls();
    const { beside } = phone.knocks;
    phone.core.actions.setMuted(true);
    beside?.tell.muted?.(true);
    phone.rows = [
      other(6, { status: "in-progress", wiring: "conference", open_legs: [waits, mine] }),
    ];
    phone.core.actions.swapCalls();
    await phone.settle();
    await phone.settle();
    phone.core.actions.swapCalls();
    await phone.settle();
    await phone.settle();
    assert.deepEqual(beside?.mutes, [true, true, true]);
    const { call } = phone.state();
    assert.equal(call?.phase === "in-call" && call.talk.muted, true);
  });

  it("stay as they are when the hold is refused", async () => {
    const phone = await openTwoCalls();
    phone.commandProblem = problemOf("E-TWILIO");
    phone.core.actions.swapCalls();
    await phone.settle();
    assert.deepEqual(numbers(phone), [second, "+442079460142"]);
  });

  it("end one by one: the other one is the phone's call then, still on hold", async () => {
    const phone = await openTwoCalls();
    phone.core.actions.hangUp();
    assert.equal(phone.knocks.beside?.hungUp, true);
    assert.equal(phone.talking.hungUp, false);
    assert.deepEqual(numbers(phone), ["+442079460142", null]);
    assert.deepEqual(phone.talking.mutes, [true, false]);
    phone.core.actions.command({ command: "resume" });
    await phone.settle();
    assert.equal(asked(phone).at(-1), "resume 41");
  });

  it("both end when the person signs out", async () => {
    const phone = await openTwoCalls();
    await phone.core.signOff();
    assert.equal(phone.knocks.beside?.hungUp, true);
    assert.ok(asked(phone).includes("end 41") && asked(phone).includes("end 42"));
  });

  it("whoever waits may hang up: the talk goes on", async () => {
    const phone = await openTwoCalls();
    phone.broadcast(row({ status: "completed", ended_at: at, ended_by: "other", version: 9 }));
    assert.deepEqual(numbers(phone), [second, null]);
    assert.equal(phone.talking.hungUp, true, "an open line does not outlive its call");
    assert.equal(phone.knocks.beside?.hungUp, false);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Call } from "../../../supabase/functions/_shared/contracts/call.ts";
import { openLeg } from "../calls/fixtures.ts";
import { problemOf } from "../shared/problem.ts";
import { me, row, rowIn } from "./fixtures.ts";
import { openTestPhone } from "./test-phone.ts";

const caller = openLeg({ role: "callee" });
const mine = openLeg({ id: 92, role: "seat", agent_id: me });
const held = { ...caller, held_since: "2026-11-25T10:02:00.000000+00:00" };

const inConference = (version: number, open_legs: Call["open_legs"]) =>
  row({ status: "in-progress", wiring: "conference", open_legs, version });

async function openTalkingPhone() {
  const phone = openTestPhone();
  await phone.goOnline();
  await phone.talk();
  phone.broadcast(row({ status: "in-progress", version: 2 }));
  return phone;
}

describe("a key of a running call", () => {
  it("is sent with a UUID of its own, one at a time", async () => {
    const phone = await openTalkingPhone();
    phone.core.actions.command({ command: "hold" });
    phone.core.actions.command({ command: "hold" });
    await phone.settle();
    phone.core.actions.command({ command: "resume" });
    await phone.settle();
    assert.deepEqual(phone.commands.map(({ callId, order }) => [callId, order.command]), [
      [41, "hold"],
      [41, "resume"],
    ]);
    assert.notEqual(phone.commands[0]?.press, phone.commands[1]?.press);
  });

  it("follows another one that is on its way, if that is carried out", async () => {
    for (const problem of [null, problemOf("E-TWILIO")]) {
      const phone = await openTalkingPhone();
      phone.commandProblem = problem;
      phone.core.actions.command({ command: "hold" });
      phone.core.actions.command({ command: "resume" });
      await phone.settle();
      await phone.settle();
      const asked = phone.commands.map(({ order }) => order.command);
      assert.deepEqual(asked, problem ? ["hold"] : ["hold", "resume"]);
    }
  });

  it("is carried out only once the row says so, which is read when its broadcast does not come", async () => {
    const phone = await openTalkingPhone();
    phone.rows = [inConference(5, [held, mine])];
    phone.core.actions.command({ command: "hold" });
    assert.equal(phone.state().press?.order.command, "hold");
    await phone.settle();
    const { call, press } = phone.state();
    assert.equal(press, null);
    assert.deepEqual(call?.phase === "in-call" && call.talk.legs, [held, mine]);
    const shown = phone.history.filter((state) => state.press === null).at(-1);
    assert.equal(shown, phone.state(), "the row came first");
  });

  it("has a conference ended by the server: this line goes once the others were told, or after a second", async () => {
    for (const answers of [true, false]) {
      const phone = await openTalkingPhone();
      phone.broadcast(inConference(3, [caller, mine]));
      phone.commandHangs = !answers;
      const { voice } = phone;
      phone.core.actions.hangUp();
      assert.deepEqual([voice().hungUp, voice().mutes.at(-1)], [false, true]);
      assert.equal(phone.state().call?.phase, "ended");
      await (answers ? phone.settle() : phone.wait(1_000));
      assert.equal(voice().hungUp, true);
      assert.deepEqual(phone.commands.map(({ order }) => order.command), ["end"]);
    }
  });

  it("does not keep a line that the server is ending from the next call", async () => {
    const phone = await openTalkingPhone();
    phone.broadcast(inConference(3, [caller, mine]));
    const left = phone.voice();
    phone.core.actions.hangUp();
    phone.core.actions.placeCall("+442079460018", "+493023125610");
    assert.equal(left.hungUp, true);
  });

  it("can be pressed again after it was refused", async () => {
    const phone = await openTalkingPhone();
    phone.commandProblem = problemOf("E-TWILIO");
    phone.core.actions.command({ command: "hold" });
    await phone.settle();
    assert.equal(phone.state().press?.problem?.code, "E-TWILIO");
    phone.core.actions.command({ command: "hold" });
    assert.equal(phone.state().press?.problem, null);
    assert.equal(phone.commands.length, 2);
  });

  it("does not keep anybody from hanging up", async () => {
    const phone = await openTalkingPhone();
    phone.core.actions.command({ command: "hold" });
    phone.core.actions.hangUp();
    assert.equal(phone.voice().hungUp, true);
    assert.deepEqual(phone.commands.map(({ order }) => order.command), ["hold", "end"]);
  });
});

describe("a call that was sent away", () => {
  const target = openLeg({
    id: 93,
    role: "seat",
    agent_id: 8,
    status: "ringing",
    purpose: "transfer",
    asked_by: me,
  });

  async function openSentPhone() {
    const phone = await openTalkingPhone();
    phone.core.actions.command(
      { command: "transfer", target: { kind: "seat", agentId: 8 }, word: "" },
      { ending: "transferred", to: { agentId: 8, address: null } },
    );
    phone.rows = [inConference(5, [held, target])];
    await phone.settle();
    phone.voice().tell.closed?.("disconnect");
    return phone;
  }

  it("can be taken back for as long as it rings there", async () => {
    const phone = await openSentPhone();
    await phone.wait(20_000);
    const { call } = phone.state();
    assert.equal(call?.phase === "ended" && call.givenTo?.state, "ringing");
    phone.core.actions.command({ command: "cancel" });
    assert.equal(phone.commands.at(-1)?.order.command, "cancel");
  });

  it("is let go a moment after it was taken", async () => {
    const phone = await openSentPhone();
    await phone.wait(20_000);
    phone.broadcast(inConference(6, [caller, { ...target, status: "connected" }]));
    await phone.wait(3_900);
    const { call } = phone.state();
    assert.equal(call?.phase === "ended" && call.givenTo?.state, "taken");
    await phone.wait(200);
    assert.equal(phone.state().call, null);
  });

  it("rings here again when nobody answers there", async () => {
    const phone = await openSentPhone();
    const back = openLeg({ ...mine, id: 94, status: "ringing", purpose: "return" });
    phone.rows = [inConference(7, [held, back])];
    phone.ring();
    await phone.settle();
    const { call } = phone.state();
    assert.equal(call?.phase === "incoming" && call.sent?.purpose, "return");
    phone.core.actions.answer();
    phone.voice().tell.opened?.();
    assert.equal(phone.state().call?.phase, "in-call");
  });
});

describe("a call that is sent here", () => {
  it("rings though this phone saw long ago that a colleague took it", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.broadcast(rowIn({ status: "in-progress", agent_id: 8, version: 3 }));
    const sent = openLeg({ ...mine, status: "ringing", purpose: "transfer", asked_by: 8 });
    phone.rows = [rowIn({
      status: "in-progress",
      agent_id: 8,
      wiring: "conference",
      open_legs: [sent],
      version: 9,
    })];
    const voice = phone.ring();
    await phone.settle();
    const { call } = phone.state();
    assert.equal(call?.phase === "incoming" && call.sent?.asked_by, 8);
    assert.equal(voice.rejected || voice.hungUp, false);
  });

  it("names the other side though it was answered before the row said that it is sent", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    const sent = { ...mine, purpose: "return", asked_by: me } as const;
    phone.ring({ from: "+493023125610" });
    phone.core.actions.answer();
    phone.broadcast(inConference(3, [caller, sent]));
    assert.equal(phone.state().call?.number, "+442079460142");
  });

  it("is gone when a colleague took it just before it rang here", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    const taken = rowIn({ status: "in-progress", agent_id: 8, version: 3 });
    phone.broadcast(taken);
    phone.rows = [taken];
    phone.ring();
    await phone.settle();
    const { call } = phone.state();
    assert.equal(call?.phase === "ended" && call.ending, "elsewhere");
  });
});

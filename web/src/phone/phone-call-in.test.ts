import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { problemOf } from "../shared/problem.ts";
import { FakeVoice, openTestPhone } from "./test-phone.ts";
import { rowIn } from "./fixtures.ts";

describe("a call in", () => {
  it("rings with the caller and the line that was called", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.broadcast(rowIn({}));
    phone.ring();
    const call = phone.state().call;
    assert.equal(call?.phase, "incoming");
    assert.equal(call?.number, "+442079460142");
    assert.equal(call?.line, "+493023125610");
    assert.equal(call?.lineName, "Sales Berlin");
    assert.equal(phone.ringing, true);
  });

  it("reads the line when the broadcast has not come", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.rows = [rowIn({})];
    phone.ring();
    await phone.settle();
    assert.equal(phone.state().call?.line, "+493023125610");
  });

  it("hides a number that the caller withholds", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.ring({ from: "+266696687" });
    assert.equal(phone.state().call?.number, null);
  });

  it("is answered, and stops ringing at once", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.ring();
    phone.core.actions.answer();
    assert.equal(phone.ringing, false);
    assert.equal(phone.voice().accepted, true);
    assert.equal(phone.state().call?.phase, "connecting");
    phone.voice().tell.opened?.();
    assert.equal(phone.state().call?.phase, "in-call");
  });

  it("is answered once, however often the button is pressed", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.ring();
    phone.core.actions.answer();
    phone.core.actions.answer();
    assert.equal(phone.voice().accepts, 1);
  });

  it("is declined by the server, so that it rings on at the others, and the phone is free", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.ring();
    phone.core.actions.decline();
    assert.equal(phone.state().call, null);
    assert.equal(phone.ringing, false);
    await phone.settle();
    assert.deepEqual(phone.commands.map(({ callId, order }) => [callId, order]), [
      [41, { command: "decline" }],
    ]);
    assert.equal(phone.voice().rejected, false, "Twilio takes it back");
    await phone.wait(3_000);
    assert.equal(phone.voice().rejected, true, "or has not, since our server did not know its leg");
  });

  it("is declined by the SDK where the server can't", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.commandProblem = problemOf("E-NETWORK");
    phone.ring();
    phone.core.actions.decline();
    await phone.settle();
    assert.equal(phone.voice().rejected, true);
    phone.ring({ parameters: {} });
    phone.core.actions.decline();
    await phone.settle();
    assert.equal(phone.voice().rejected, true, "one that nobody can name");
  });

  it("rings on after a reload, if it still rings, and once", async () => {
    for (const [status, phase] of [["ringing", "incoming"], ["canceled", null]] as const) {
      const phone = openTestPhone();
      phone.rungBefore = new FakeVoice("+442079460142", { CallId: "41" });
      phone.rows = [rowIn({ status })];
      await phone.goOnline();
      await phone.settle();
      await phone.settle();
      assert.equal(phone.state().call?.phase ?? null, phase);
      assert.equal(phone.ringing, phase !== null);
    }
  });

  it("stops ringing when it was taken elsewhere, and tells so", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.ring();
    phone.broadcast(rowIn({ status: "in-progress", agent_id: 8, version: 2 }));
    assert.equal(phone.ringing, false);
    const call = phone.state().call;
    assert.equal(call?.phase === "ended" && call.ending, "elsewhere");
  });

  it("stops ringing at once when it is taken back, before the outcome is known", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.ring();
    phone.voice().tell.closed?.("cancel");
    assert.equal(phone.ringing, false);
    phone.core.actions.answer();
    assert.equal(phone.voice().accepted, false);
    await phone.wait(500);
    const call = phone.state().call;
    assert.equal(call?.phase === "ended" && call.ending, "canceled");
  });

  it("is refused while the person dials, so that others ring on", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.core.actions.placeCall("+442079460142", "+493023125610");
    const second = phone.ring();
    assert.equal(second.rejected, true);
    assert.equal(phone.state().call?.phase, "dialing");
  });

  it("counts who else rings", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.others = 2;
    phone.ring();
    await phone.wait(400);
    const call = phone.state().call;
    assert.equal(call?.phase === "incoming" && call.othersRing, 2);
  });

  it("is given up when it does not open in time after Answer", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.ring();
    phone.core.actions.answer();
    await phone.wait(20_000);
    await phone.wait(1_500);
    const call = phone.state().call;
    assert.equal(call?.phase === "ended" && call.ending, "lost");
  });
});

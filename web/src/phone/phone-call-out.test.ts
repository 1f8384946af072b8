import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { problemOf } from "../shared/problem.ts";
import { openTestPhone } from "./test-phone.ts";
import { row, ticket } from "./fixtures.ts";

describe("calling out", () => {
  it("asks for the ticket and opens the microphone at the same time", async () => {
    const phone = openTestPhone();
    phone.core.actions.placeCall("+442079460142", "+493023125610");
    assert.deepEqual(phone.outbounds, [["+442079460142", "+493023125610"]]);
    assert.equal(phone.microphone.opened, 1);
    assert.equal(phone.state().call?.phase, "dialing");
    await phone.settle();
    assert.deepEqual(phone.devices[0]?.connects, [{ CallId: ticket }]);
  });

  it("works without a registration", async () => {
    const phone = openTestPhone();
    await phone.talk();
    assert.equal(phone.state().call?.phase, "in-call");
    assert.deepEqual(phone.state().reach, { kind: "offline" });
    assert.equal(phone.devices[0]?.registrations, 0);
  });

  it("is asked for once, however often the button is pressed", async () => {
    const phone = openTestPhone();
    phone.core.actions.placeCall("+442079460142", "+493023125610");
    phone.core.actions.placeCall("+442079460142", "+493023125610");
    await phone.settle();
    assert.equal(phone.outbounds.length, 1);
    assert.equal(phone.devices[0]?.connects.length, 1);
  });

  it("shows a refusal and lets the microphone go", async () => {
    const phone = openTestPhone();
    phone.outboundProblem = problemOf("E-DEST-EMERGENCY");
    phone.core.actions.placeCall("112", "+493023125610");
    await phone.settle();
    assert.equal(phone.state().call, null);
    assert.equal(phone.state().problem?.code, "E-DEST-EMERGENCY");
    assert.equal(phone.microphone.dropped, 1);
    assert.deepEqual(phone.devices[0]?.connects, []);
  });

  it("says what is wrong with the microphone", async () => {
    const phone = openTestPhone();
    phone.microphone.problem = "missing";
    phone.core.actions.placeCall("+442079460142", "+493023125610");
    await phone.settle();
    assert.equal(phone.state().problem?.code, "E-MICROPHONE-MISSING");
  });

  it("is placed while offline, on a device that goes with the call", async () => {
    const phone = openTestPhone();
    await phone.talk();
    assert.equal(phone.devices[0]?.registrations, 0);
    assert.equal(phone.devices[0]?.destroyed, false);
    assert.deepEqual(phone.state().reach, { kind: "offline" });
    phone.core.actions.hangUp();
    assert.equal(phone.devices[0]?.destroyed, true);
    assert.deepEqual(phone.choices, []);
  });

  it("connects nothing when it was canceled before the ticket came", async () => {
    const phone = openTestPhone();
    phone.core.actions.placeCall("+442079460142", "+493023125610");
    phone.core.actions.hangUp();
    await phone.settle();
    assert.deepEqual(phone.devices[0]?.connects, []);
    assert.equal(phone.microphone.dropped, 1);
  });

  it("says so when the SDK can't connect in time", async () => {
    const phone = openTestPhone();
    phone.connectFailure = "timeout";
    phone.core.actions.placeCall("+442079460142", "+493023125610");
    await phone.settle();
    assert.equal(phone.state().problem?.code, "E-CONNECT-SLOW");
  });

  it("hears their line only after a while in which nothing was reported to ring", async () => {
    const phone = openTestPhone();
    await phone.dial();
    phone.voice().tell.ringing?.(true);
    assert.equal(phone.state().call?.phase, "ringing");
    phone.core.actions.sendDigits("1");
    assert.deepEqual(phone.voice().digits, ["1"]);
    await phone.wait(1_500);
    assert.equal(phone.state().call?.phase, "early-media");
  });

  it("gives up a call that hangs in connecting", async () => {
    const phone = openTestPhone();
    await phone.dial();
    await phone.wait(20_000);
    assert.equal(phone.voice().hungUp, true);
    await phone.wait(1_500);
    const call = phone.state().call;
    assert.equal(call?.phase === "ended" && call.errorCode, "E-CONNECT-SLOW");
  });

  it("reads the outcome when no broadcast brings it", async () => {
    const phone = openTestPhone();
    await phone.dial();
    phone.voice().tell.ringing?.(false);
    phone.rows = [row({ status: "busy", version: 5 })];
    phone.voice().tell.closed?.("disconnect");
    await phone.settle();
    const call = phone.state().call;
    assert.equal(call?.phase === "ended" && call.ending, "busy");
  });

  it("says what it knows when no row comes at all", async () => {
    const phone = openTestPhone();
    await phone.dial();
    phone.voice().tell.ringing?.(false);
    phone.voice().tell.closed?.("disconnect");
    await phone.wait(1_000);
    assert.equal(phone.state().call?.phase, "ringing");
    await phone.wait(500);
    const call = phone.state().call;
    assert.equal(call?.phase === "ended" && call.ending, "no-answer");
  });

  it("finds out that a refused number does not exist", async () => {
    const phone = openTestPhone();
    await phone.dial();
    phone.noSuchNumber = true;
    phone.broadcast(row({ status: "failed", version: 5 }));
    await phone.settle();
    const call = phone.state().call;
    assert.equal(call?.phase === "ended" && call.ending, "not-in-service");
  });

  it("ends the SDK's call when the row says that it is over", async () => {
    const phone = openTestPhone();
    await phone.talk();
    phone.broadcast(row({ status: "completed", ended_by: "other", duration_s: 9, version: 6 }));
    assert.equal(phone.state().call?.phase, "ended");
    assert.equal(phone.voice().hungUp, true);
  });

  it("shows the end for four seconds", async () => {
    const phone = openTestPhone();
    await phone.talk();
    phone.core.actions.hangUp();
    await phone.wait(3_999);
    assert.equal(phone.state().call?.phase, "ended");
    await phone.wait(1);
    assert.equal(phone.state().call, null);
  });

  it("shows the end of a call that nobody answered until its outcome is known, twelve seconds at most", async () => {
    const phone = openTestPhone();
    for (const isTold of [true, false]) {
      await phone.dial();
      phone.broadcast(row({ status: "ringing", version: isTold ? 2 : 12 }));
      phone.voice().tell.closed?.("disconnect");
      await phone.wait(5_500);
      assert.equal(phone.state().call?.phase, "ended");
      if (isTold) {
        phone.broadcast(row({ status: "busy", version: 3 }));
        const { call } = phone.state();
        assert.equal(call?.phase === "ended" && call.ending, "busy");
        await phone.wait(4_000);
      } else await phone.wait(8_000);
      assert.equal(phone.state().call, null);
    }
  });

  it("does not dismiss the next call with the last one's timer", async () => {
    const phone = openTestPhone();
    await phone.talk();
    phone.core.actions.hangUp();
    await phone.wait(2_000);
    await phone.talk();
    phone.core.actions.hangUp();
    await phone.wait(2_500);
    assert.equal(phone.state().call?.phase, "ended");
  });
});

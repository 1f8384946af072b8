import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { problemOf } from "../shared/problem.ts";
import { openTestPhone } from "./phone-bench.ts";
import { me, row, rowIn, ticket } from "./fixture.ts";

describe("going online", () => {
  it("is ready once the server knows of a device that is registered", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    assert.deepEqual(phone.state().reach, { kind: "ready" });
    assert.equal(phone.state().microphoneLabel, "Jabra Evolve2 65");
    assert.deepEqual(phone.reports, ["available"]);
    assert.deepEqual(phone.lines, ["Token updated"]);
  });

  it("says when the browser is about to ask for the microphone", async () => {
    const phone = openTestPhone();
    phone.microphone.asks = true;
    await phone.goOnline();
    const asked = phone.history.some(({ reach }) =>
      reach.kind === "going-online" && reach.asksMicrophone
    );
    assert.equal(asked, true);
  });

  it("stays off without a microphone, since nobody could hear the person", async () => {
    for (const problem of ["blocked", "missing"] as const) {
      const phone = openTestPhone();
      phone.microphone.problem = problem;
      await phone.goOnline();
      assert.deepEqual(phone.state().reach, { kind: "microphone", problem });
      assert.deepEqual(phone.reports, []);
      phone.microphone.problem = null;
      await phone.goOnline();
      assert.deepEqual(phone.state().reach, { kind: "ready" });
    }
  });

  it("asks for the token and the SDK while the microphone is asked for, and uses that token", async () => {
    const phone = openTestPhone();
    let answer = () => {};
    phone.microphone.answered = new Promise((resolve) => answer = resolve);
    await phone.goOnline();
    assert.deepEqual([phone.tokens, phone.sdkLoads, phone.devices.length], [1, 1, 0]);
    answer();
    await phone.settle();
    assert.deepEqual(phone.state().reach, { kind: "ready" });
    assert.deepEqual([phone.tokens, phone.devices[0]?.tokens], [1, ["token 1"]]);
  });

  it("uses what was fetched before anybody asked, and registers nothing for that", async () => {
    const phone = openTestPhone();
    phone.core.prepare();
    await phone.settle();
    assert.deepEqual([phone.tokens, phone.sdkLoads, phone.devices.length], [1, 1, 0]);
    assert.deepEqual(phone.state().reach, { kind: "offline" });
    await phone.goOnline();
    assert.deepEqual(phone.state().reach, { kind: "ready" });
    assert.deepEqual([phone.tokens, phone.devices[0]?.tokens], [1, ["token 1"]]);
  });

  it("asks for another token when the one that was fetched ahead is old, or of a former key", async () => {
    const phone = openTestPhone();
    phone.core.prepare();
    await phone.settle();
    phone.pass(15 * 60_000);
    await phone.goOnline();
    assert.deepEqual(phone.devices[0]?.tokens, ["token 2"]);
    const other = openTestPhone();
    other.core.prepare();
    await other.settle();
    await other.rotateKey(`SK${"2".repeat(32)}`);
    await other.goOnline();
    assert.deepEqual(other.devices[0]?.tokens, ["token 2"]);
  });

  it("asks again for a token that was refused ahead of time", async () => {
    const phone = openTestPhone();
    phone.tokenProblem = problemOf("E-CONFIG");
    phone.core.prepare();
    await phone.settle();
    phone.tokenProblem = null;
    phone.pass(10_000);
    await phone.goOnline();
    assert.deepEqual(phone.state().reach, { kind: "ready" });
  });

  it("speaks of the microphone first when the token is refused as well", async () => {
    const phone = openTestPhone();
    phone.microphone.problem = "blocked";
    phone.tokenProblem = problemOf("E-CONFIG");
    await phone.goOnline();
    assert.deepEqual(phone.state().reach, { kind: "microphone", problem: "blocked" });
    phone.microphone.problem = null;
    await phone.goOnline();
    assert.deepEqual(phone.state().reach, { kind: "not-configured" });
    assert.equal(phone.tokens, 2);
  });

  it("says that the workspace is not connected, and notices when it is", async () => {
    const phone = openTestPhone();
    phone.tokenProblem = problemOf("E-CONFIG");
    await phone.goOnline();
    assert.deepEqual(phone.state().reach, { kind: "not-configured" });
    phone.tokenProblem = null;
    await phone.beat();
    assert.deepEqual(phone.state().reach, { kind: "ready" });
  });

  const causes = [
    ["E-SEAT", "seat-inactive"],
    ["E-AUTH-SIGNIN", "token-refused"],
    ["E-NETWORK", "connection-lost"],
    ["E-DATABASE", "connection-lost"],
  ] as const;
  for (const [code, cause] of causes) {
    it(`will not ring for ${cause} when the token function answers ${code}`, async () => {
      const phone = openTestPhone();
      phone.tokenProblem = problemOf(code);
      await phone.goOnline();
      const { reach } = phone.state();
      assert.equal(reach.kind === "unreachable" && reach.cause, cause);
    });
  }

  it("tries again by itself with the heartbeat, ever more slowly, and keeps since when", async () => {
    const phone = openTestPhone();
    phone.tokenProblem = problemOf("E-NETWORK");
    await phone.goOnline();
    const since = phone.state().reach;
    await phone.beat();
    await phone.beat();
    await phone.beat();
    assert.equal(phone.tokens, 3);
    assert.deepEqual(phone.state().reach, since);
    phone.tokenProblem = null;
    await phone.wake();
    assert.deepEqual(phone.state().reach, { kind: "ready" });
  });

  it("is away when the person says so: told to the server, registered, and still proved", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.core.actions.goAway();
    assert.deepEqual(phone.state().reach, { kind: "ready" });
    await phone.settle();
    assert.deepEqual(phone.state().reach, { kind: "away" });
    await phone.beat();
    assert.deepEqual(phone.reports, ["available", "away", "away"]);
    assert.equal(phone.devices[0]?.registered, true);
    await phone.goOnline();
    assert.deepEqual(phone.state().reach, { kind: "ready" });
    assert.equal(phone.devices.length, 1);
  });

  it("goes online as away, and comes back as away after a lost registration", async () => {
    const phone = openTestPhone();
    phone.core.actions.goAway();
    await phone.settle();
    assert.deepEqual(phone.reports, ["away"]);
    phone.devices[0]?.loseRegistration();
    assert.equal(phone.state().reach.kind, "reconnecting");
    phone.devices[0]?.regainRegistration();
    await phone.settle();
    assert.deepEqual(phone.state().reach, { kind: "away" });
  });

  it("takes the last choice when two are made at once", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.core.actions.goAway();
    phone.core.actions.goOnline();
    await phone.settle();
    assert.deepEqual(phone.state().reach, { kind: "ready" });
    assert.equal(phone.reports.at(-1), "available");
  });

  it("makes a new device after one that could not register", async () => {
    const phone = openTestPhone();
    phone.registerFailure = "timeout";
    await phone.goOnline();
    const { reach } = phone.state();
    assert.equal(reach.kind === "unreachable" && reach.cause, "registration-lost");
    assert.equal(phone.devices[0]?.destroyed, true);
    phone.registerFailure = null;
    await phone.beat();
    assert.deepEqual(phone.state().reach, { kind: "ready" });
    assert.equal(phone.devices.length, 2);
  });

  it("does not hammer the server with a token that is refused as soon as it is new", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.devices[0]?.events.failed(20101);
    phone.devices[0]?.events.failed(20101);
    await phone.settle();
    const { reach } = phone.state();
    assert.equal(reach.kind === "unreachable" && reach.cause, "token-refused");
    assert.equal(phone.tokens, 1);
  });

  it("takes a new token when an old one is refused", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.pass(60_000);
    phone.devices[0]?.events.failed(20104);
    await phone.settle();
    assert.equal(phone.tokens, 2);
    assert.deepEqual(phone.devices[0]?.tokens, ["token 1", "token 2"]);
    assert.deepEqual(phone.state().reach, { kind: "ready" });
  });

  it("leaves to the tab where the person went online last", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.loseToOtherTab();
    const { reach } = phone.state();
    assert.equal(reach.kind === "unreachable" && reach.cause, "opened-elsewhere");
    assert.equal(phone.devices[0]?.destroyed, true);
    assert.deepEqual(phone.reports, ["available"]);
    await phone.goOnline();
    assert.deepEqual(phone.state().reach, { kind: "ready" });
  });

  it("tells the server when the person goes offline, after everything told before", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.core.actions.goOffline();
    await phone.settle();
    assert.deepEqual(phone.state().reach, { kind: "offline" });
    assert.deepEqual(phone.reports, ["available", "offline"]);
    await phone.beat();
    assert.deepEqual(phone.reports, ["available", "offline"]);
  });
});

describe("staying online", () => {
  it("proves itself with each heartbeat while the device is registered", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    await phone.beat();
    assert.deepEqual(phone.reports, ["available", "available"]);
    phone.devices[0]?.loseRegistration();
    await phone.beat();
    assert.deepEqual(phone.reports, ["available", "available"]);
  });

  it("reconnects, and gives up after half a minute", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.devices[0]?.loseRegistration();
    assert.equal(phone.state().reach.kind, "reconnecting");
    await phone.beat(20_000);
    assert.equal(phone.state().reach.kind, "reconnecting");
    phone.registerFailure = "timeout";
    await phone.beat(10_000);
    assert.equal(phone.state().reach.kind, "unreachable");
  });

  it("is ready again as soon as the SDK has registered and the server knows", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.devices[0]?.loseRegistration();
    phone.devices[0]?.regainRegistration();
    await phone.settle();
    assert.deepEqual(phone.state().reach, { kind: "ready" });
  });

  it("does not say ready any more when the server has not heard of it for 25 seconds", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.presenceProblem = problemOf("E-NETWORK");
    await phone.beat(10_000);
    assert.equal(phone.state().reach.kind, "ready");
    await phone.beat(16_000);
    assert.equal(phone.state().reach.kind, "reconnecting");
    await phone.beat(30_000);
    assert.equal(phone.state().reach.kind, "unreachable");
    phone.presenceProblem = null;
    await phone.beat();
    assert.deepEqual(phone.state().reach, { kind: "ready" });
  });

  it("believes the browser that the network is gone, and proves itself when it is back", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.loseNetwork();
    assert.equal(phone.state().reach.kind, "reconnecting");
    await phone.wake();
    assert.deepEqual(phone.state().reach, { kind: "ready" });
  });

  it("stops when the seat was taken away", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.presenceProblem = problemOf("E-SEAT");
    await phone.beat();
    const { reach } = phone.state();
    assert.equal(reach.kind === "unreachable" && reach.cause, "seat-inactive");
  });
});

describe("a seat that is switched off", () => {
  const off = (phone: ReturnType<typeof openTestPhone>) => {
    const { reach } = phone.state();
    return reach.kind === "unreachable" && reach.cause === "seat-inactive";
  };

  it("lets go of Twilio at once, and comes back by itself", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    await phone.switchSeat(false);
    assert.ok(off(phone));
    assert.equal(phone.devices[0]?.destroyed, true);
    assert.equal(phone.follows, false);
    await phone.switchSeat(true);
    assert.deepEqual(phone.state().reach, { kind: "ready" });
    assert.equal(phone.follows, true);
  });

  it("rings no more", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    const call = phone.ring();
    await phone.switchSeat(false);
    assert.equal(call.rejected, true);
    assert.equal(phone.ringing, false);
  });

  it("may finish its call, and hears of it until then", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    await phone.talk();
    await phone.switchSeat(false);
    assert.equal(phone.voice().hungUp, false);
    assert.deepEqual([phone.devices[0]?.destroyed, phone.follows], [false, true]);
    phone.voice().tell.closed?.("disconnect");
    await phone.settle();
    assert.deepEqual([phone.devices[0]?.destroyed, phone.follows], [true, false]);
    assert.ok(off(phone));
  });

  it("is offline again when it was so before", async () => {
    const phone = openTestPhone();
    await phone.switchSeat(false);
    assert.ok(off(phone));
    await phone.switchSeat(true);
    assert.deepEqual(phone.state().reach, { kind: "offline" });
    assert.equal(phone.tokens, 0);
  });
});

describe("the token", () => {
  it("is renewed every 15 minutes between calls", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    await phone.beat(14 * 60_000);
    assert.equal(phone.tokens, 1);
    await phone.beat(60_000);
    assert.equal(phone.tokens, 2);
    assert.deepEqual(phone.lines, ["Token updated", "Token updated"]);
  });

  it("is left alone during a call and renewed right after it", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    await phone.talk();
    await phone.beat(20 * 60_000);
    phone.devices[0]?.events.tokenWillExpire();
    await phone.settle();
    assert.equal(phone.tokens, 1);
    phone.core.actions.hangUp();
    await phone.settle();
    assert.equal(phone.tokens, 2);
  });

  it("is of the new API key as soon as it is told, and reports so", async () => {
    const [former, next] = [`SK${"1".repeat(32)}`, `SK${"2".repeat(32)}`];
    const phone = openTestPhone();
    await phone.rotateKey(former);
    assert.equal(phone.tokens, 0);
    await phone.goOnline();
    await phone.rotateKey(former);
    assert.equal(phone.tokens, 1);
    await phone.rotateKey(next);
    assert.deepEqual(phone.devices[0]?.tokens, ["token 1", "token 2"]);
    assert.deepEqual(phone.keyReports, [former, next]);
  });

  it("of a former API key is left alone during a call and renewed right after it", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    await phone.talk();
    await phone.rotateKey(`SK${"2".repeat(32)}`);
    await phone.beat();
    assert.equal(phone.tokens, 1);
    phone.core.actions.hangUp();
    await phone.settle();
    assert.equal(phone.tokens, 2);
    assert.equal(phone.keyReports.at(-1), phone.keySid);
  });

  it("is reported with the next heartbeat when the report did not arrive", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.presenceProblem = problemOf("E-NETWORK");
    await phone.rotateKey(`SK${"2".repeat(32)}`);
    phone.presenceProblem = null;
    await phone.beat();
    await phone.beat();
    assert.deepEqual(phone.keyReports.slice(1), [phone.keySid]);
  });

  it("is not renewed for the timer of a token that was replaced long ago", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.pass(58 * 60_000);
    phone.devices[0]?.events.tokenWillExpire();
    await phone.settle();
    assert.equal(phone.tokens, 2);
    phone.devices[0]?.events.tokenWillExpire();
    await phone.settle();
    assert.equal(phone.tokens, 2);
  });
});

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
    assert.deepEqual(phone.reports, []);
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

  it("is declined, and the phone is free", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.ring();
    phone.core.actions.decline();
    assert.equal(phone.voice().rejected, true);
    assert.equal(phone.state().call, null);
    assert.equal(phone.ringing, false);
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

describe("a call that the server makes for the person", () => {
  const mine = () => row({ mode: "server", created_at: new Date(1_000_000).toISOString() });

  it("is answered by itself when the ticket is one of the person's own fresh calls", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.rows = [mine()];
    const voice = phone.ring({ parameters: { Ticket: ticket } });
    await phone.settle();
    assert.equal(voice.accepted, true);
    assert.equal(phone.ringing, false);
    assert.equal(phone.state().call?.number, "+442079460142");
    assert.equal(phone.state().call?.phase, "dialing");
  });

  const strangers = [
    ["nobody's", []],
    ["another agent's", [{ ...mine(), agent_id: me + 1 }]],
    ["of a call that the browser makes", [{ ...mine(), mode: "browser" as const }]],
    ["over", [{ ...mine(), status: "failed" as const }]],
    ["old", [{ ...mine(), created_at: new Date(1_000_000 - 200_000).toISOString() }]],
  ] as const;
  for (const [which, rows] of strangers) {
    it(`is refused when the ticket is ${which}`, async () => {
      const phone = openTestPhone();
      await phone.goOnline();
      phone.rows = [...rows];
      const voice = phone.ring({ parameters: { Ticket: ticket } });
      await phone.settle();
      assert.equal(voice.accepted, false);
      assert.equal(voice.rejected, true);
      assert.equal(phone.state().call, null);
    });
  }
});

describe("talking", () => {
  it("is muted only when the SDK says so", async () => {
    const phone = openTestPhone();
    await phone.talk();
    phone.core.actions.setMuted(true);
    assert.deepEqual(phone.voice().mutes, [true]);
    const before = phone.state().call;
    assert.equal(before?.phase === "in-call" && before.muted, false);
    phone.voice().tell.muted?.(true);
    const after = phone.state().call;
    assert.equal(after?.phase === "in-call" && after.muted, true);
  });

  it("hears the person while muted, and stops listening afterwards", async () => {
    const phone = openTestPhone();
    await phone.talk();
    const measure = () => {
      phone.pass(100);
      phone.voice().tell.volume?.(0, 0.4);
      return phone.meters.at(-1);
    };
    phone.microphone.level = 0.7;
    assert.deepEqual(measure(), { you: 0, them: 0.4 });
    phone.voice().tell.muted?.(true);
    assert.deepEqual(measure(), { you: 0.7, them: 0.4 });
    assert.deepEqual(measure(), { you: 0.7, them: 0.4 });
    assert.equal(phone.microphone.ears, 1);
    phone.voice().tell.muted?.(false);
    assert.deepEqual(measure(), { you: 0, them: 0.4 });
    phone.voice().tell.muted?.(true);
    measure();
    phone.voice().tell.closed?.("disconnect");
    assert.equal(phone.microphone.ears, 0);
  });

  it("is muted before the SDK has the call, and stays so when they answer", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.core.actions.placeCall("+442079460142", "+493023125610");
    phone.core.actions.setMuted(true);
    const before = phone.state().call;
    assert.equal(before?.phase === "dialing" && before.muted, true);
    await phone.settle();
    assert.deepEqual(phone.voice().mutes, [true]);
    phone.voice().tell.ringing?.(false);
    phone.voice().tell.opened?.();
    const after = phone.state().call;
    assert.equal(after?.phase === "in-call" && after.muted, true);
  });

  it("is muted by the SDK while it rings", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    await phone.dial();
    phone.voice().tell.ringing?.(false);
    phone.core.actions.setMuted(true);
    assert.deepEqual(phone.voice().mutes, [true]);
    const asked = phone.state().call;
    assert.equal(asked?.phase === "ringing" && asked.muted, false);
    phone.voice().tell.muted?.(true);
    const done = phone.state().call;
    assert.equal(done?.phase === "ringing" && done.muted, true);
  });

  it("can't mute a call that only comes in", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    const voice = phone.ring();
    phone.core.actions.setMuted(true);
    assert.deepEqual(voice.mutes, []);
  });

  it("sends digits and nothing else", async () => {
    const phone = openTestPhone();
    await phone.talk();
    phone.core.actions.sendDigits("1 2x#");
    phone.core.actions.sendDigits("abc");
    assert.deepEqual(phone.voice().digits, ["12#"]);
    assert.deepEqual(phone.keyTones, ["12#"]);
    const call = phone.state().call;
    assert.equal(call?.phase === "in-call" && call.digits, "12#");
  });

  it("moves the meters ten times a second and notes when they were heard", async () => {
    const phone = openTestPhone();
    await phone.talk();
    for (let i = 0; i < 20; i++) {
      phone.pass(50);
      phone.voice().tell.volume?.(0.5, 0.3);
    }
    assert.equal(phone.meters.length, 10);
    assert.deepEqual(phone.meters.at(-1), { you: 0.5, them: 0.3 });
    const call = phone.state().call;
    assert.notEqual(call?.phase === "in-call" && call.heardAt, null);
  });

  it("says how good the line is by the SDK's warnings", async () => {
    const phone = openTestPhone();
    await phone.talk();
    phone.voice().tell.warning?.("high-rtt", true);
    phone.voice().tell.warning?.("low-mos", true);
    phone.voice().tell.warning?.("high-rtt", false);
    const call = phone.state().call;
    assert.equal(call?.phase === "in-call" && call.quality, "fair");
  });

  it("keeps what the SDK told, in one record", async () => {
    const phone = openTestPhone();
    await phone.dial();
    phone.broadcast(row({ status: "initiated", version: 2 }));
    phone.voice().tell.ringing?.(false);
    phone.voice().tell.opened?.();
    phone.voice().tell.closed?.("disconnect");
    assert.deepEqual(
      phone.records.map(({ callId, events }) => [callId, events.map((event) => event.kind)]),
      [[41, ["ringing", "opened", "closed"]]],
    );
  });

  it("goes on while the phone is lost to another tab, and lets go afterwards", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    await phone.talk();
    phone.loseToOtherTab();
    assert.equal(phone.state().call?.phase, "in-call");
    assert.equal(phone.devices[0]?.destroyed, false);
    phone.core.actions.hangUp();
    assert.equal(phone.devices[0]?.destroyed, true);
  });

  it("ends when the person signs out, and the server is told before that is done", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    await phone.talk();
    await phone.core.signOff();
    assert.equal(phone.voice().hungUp, true);
    assert.deepEqual(phone.reports, ["available", "offline"]);
  });

  it("ends when the seat's phone is closed", async () => {
    const phone = openTestPhone();
    await phone.talk();
    phone.core.close();
    assert.equal(phone.voice().hungUp, true);
    assert.equal(phone.devices[0]?.destroyed, true);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { problemOf } from "../shared/problem.ts";
import { openTestPhone } from "./test-phone.ts";

describe("going online", () => {
  it("is ready once the server knows of a device that is registered", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    assert.deepEqual(phone.state().reach, { kind: "ready" });
    assert.equal(phone.state().microphoneLabel, "Jabra Evolve2 65");
    assert.deepEqual(phone.choices, ["available"]);
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
    for (const problem of ["blocked", "missing", "in-use", "no-webrtc"] as const) {
      const phone = openTestPhone();
      phone.microphone.problem = problem;
      await phone.goOnline();
      assert.deepEqual(phone.state().reach, { kind: "microphone", problem });
      assert.equal(phone.beats, 0);
      assert.equal(phone.tokens, 1);
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
    assert.deepEqual([phone.choices, phone.beats], [["available", "away"], 2]);
    assert.equal(phone.devices[0]?.registered, true);
    await phone.goOnline();
    assert.deepEqual(phone.state().reach, { kind: "ready" });
    assert.equal(phone.devices.length, 1);
  });

  it("goes online as away, and comes back as away after a lost registration", async () => {
    const phone = openTestPhone();
    phone.core.actions.goAway();
    await phone.settle();
    assert.deepEqual(phone.choices, ["away"]);
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
    assert.equal(phone.choices.at(-1), "available");
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

  it("tells the server when the person goes offline, after everything told before", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.core.actions.goOffline();
    await phone.settle();
    assert.deepEqual(phone.state().reach, { kind: "offline" });
    assert.deepEqual(phone.choices, ["available", "offline"]);
    await phone.beat();
    assert.deepEqual(phone.choices, ["available", "offline"]);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { problemOf } from "../shared/problem.ts";
import { openTestPhone } from "./test-phone.ts";

describe("staying online", () => {
  it("proves itself with each heartbeat while the device is registered", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    assert.equal(phone.beats, 1);
    await phone.beat();
    assert.equal(phone.beats, 2);
    phone.devices[0]?.loseRegistration();
    await phone.beat();
    assert.equal(phone.beats, 2);
    assert.deepEqual(phone.choices, ["available"]);
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

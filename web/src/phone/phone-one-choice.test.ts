import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { problemOf } from "../shared/problem.ts";
import { openTestPhone } from "./test-phone.ts";

describe("what the person chose for the seat", () => {
  it("is as it was when the page opens again", async () => {
    const phone = openTestPhone();
    await phone.chooseElsewhere("away");
    assert.deepEqual(phone.state().reach, { kind: "away" });
    assert.equal(phone.devices[0]?.registered, true);
    assert.deepEqual([phone.choices, phone.beats], [[], 1]);
  });

  it("holds here when it was chosen in another browser", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    await phone.chooseElsewhere("away");
    assert.deepEqual(phone.state().reach, { kind: "away" });
    await phone.beat();
    assert.deepEqual(phone.state().reach, { kind: "away" });
    await phone.chooseElsewhere("offline");
    assert.deepEqual(phone.state().reach, { kind: "offline" });
    assert.equal(phone.devices[0]?.destroyed, true);
    await phone.chooseElsewhere("available");
    assert.deepEqual(phone.state().reach, { kind: "ready" });
    assert.deepEqual(phone.choices, ["available"]);
  });

  it("is learned from the answer to the beat when the broadcast was lost", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.chooseUnheard("offline");
    await phone.beat();
    assert.deepEqual(phone.state().reach, { kind: "offline" });
    await phone.beat();
    assert.equal(phone.beats, 2);
  });

  it("is not what an older message says", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.core.actions.goAway();
    await phone.settle();
    phone.core.learnChoice({ status: "offline", changedAt: 0 });
    assert.deepEqual(phone.state().reach, { kind: "away" });
  });

  it("lets a running call end before the phone goes", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    await phone.talk();
    await phone.chooseElsewhere("offline");
    assert.equal(phone.voice().hungUp, false);
    assert.equal(phone.devices[0]?.destroyed, false);
    phone.core.actions.hangUp();
    await phone.settle();
    assert.equal(phone.devices[0]?.destroyed, true);
  });

  it("is told again when it did not get through", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.presenceProblem = problemOf("E-NETWORK");
    phone.core.actions.goAway();
    await phone.settle();
    phone.presenceProblem = null;
    await phone.beat();
    assert.deepEqual(phone.state().reach, { kind: "away" });
    assert.equal(phone.chosen, "away");
  });

  it("stays Offline here when that did not get through, and the server hears of it later", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.presenceProblem = problemOf("E-NETWORK");
    phone.core.actions.goOffline();
    await phone.settle();
    phone.core.learnChoice({ status: "available", changedAt: 1 });
    assert.deepEqual(phone.state().reach, { kind: "offline" });
    phone.presenceProblem = null;
    await phone.wake();
    assert.equal(phone.chosen, "offline");
  });

  it("is what another browser was asked for since, when it did not get through here", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.presenceProblem = problemOf("E-NETWORK");
    phone.core.actions.goOffline();
    await phone.settle();
    phone.presenceProblem = null;
    await phone.chooseElsewhere("away");
    assert.deepEqual(phone.state().reach, { kind: "away" });
    assert.deepEqual(phone.choices, ["available"]);
  });

  it("does not try again and again where the microphone is blocked", async () => {
    const phone = openTestPhone();
    phone.microphone.problem = "blocked";
    await phone.chooseElsewhere("available");
    assert.deepEqual(phone.state().reach, { kind: "microphone", problem: "blocked" });
    phone.microphone.problem = null;
    phone.core.learnChoice({ status: "available", changedAt: Infinity });
    await phone.settle();
    assert.deepEqual(phone.state().reach, { kind: "microphone", problem: "blocked" });
  });

  it("is kept when the page is closed: the missing beat tells that nobody is there", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.core.close();
    await phone.settle();
    assert.deepEqual(phone.choices, ["available"]);
  });
});

describe("a page that was opened again", () => {
  it("waits for a click where the browser would not ring without one, and one is enough", async () => {
    const phone = openTestPhone();
    phone.maySound = false;
    await phone.chooseElsewhere("available");
    assert.deepEqual(phone.state().reach, { kind: "needs-click" });
    assert.equal(phone.devices.length, 0);
    await phone.click();
    assert.deepEqual(phone.state().reach, { kind: "ready" });
  });

  it("does not have the browser ask for the microphone out of the blue", async () => {
    const phone = openTestPhone();
    phone.microphone.asks = true;
    await phone.chooseElsewhere("available");
    assert.deepEqual(phone.state().reach, { kind: "needs-click" });
  });

  it("does not wait any more when the person goes offline meanwhile", async () => {
    const phone = openTestPhone();
    phone.maySound = false;
    await phone.chooseElsewhere("available");
    await phone.chooseElsewhere("offline");
    await phone.click();
    assert.deepEqual(phone.state().reach, { kind: "offline" });
  });
});

describe("a second tab of the same browser", () => {
  it("says so and registers nothing, and is the phone when the first is closed", async () => {
    const phone = openTestPhone();
    phone.otherTab = true;
    await phone.chooseElsewhere("available");
    assert.deepEqual(phone.state().reach, { kind: "other-tab", status: "available" });
    assert.deepEqual([phone.devices.length, phone.beats], [0, 0]);
    await phone.otherTabCloses();
    assert.deepEqual(phone.state().reach, { kind: "ready" });
  });

  it("tells the server what is chosen there, and the first tab follows", async () => {
    const phone = openTestPhone();
    phone.otherTab = true;
    await phone.chooseElsewhere("available");
    phone.core.actions.goAway();
    await phone.settle();
    assert.deepEqual(phone.state().reach, { kind: "other-tab", status: "away" });
    phone.core.actions.goOffline();
    await phone.settle();
    assert.deepEqual(phone.choices, ["away", "offline"]);
    assert.deepEqual(phone.state().reach, { kind: "offline" });
  });

  it("takes the phone from one that is frozen, which then lets go", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    await phone.loseToOtherTab();
    assert.deepEqual(phone.state().reach, { kind: "other-tab", status: "available" });
    assert.equal(phone.devices[0]?.destroyed, true);
    assert.deepEqual(phone.choices, ["available"]);
  });
});

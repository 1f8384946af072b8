import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { problemOf } from "../shared/problem.ts";
import { openTestPhone } from "./test-phone.ts";

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

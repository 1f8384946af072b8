import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openTestPhone } from "./test-phone.ts";

describe("a seat that was deactivated", () => {
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
    phone.ring();
    await phone.switchSeat(false);
    assert.deepEqual(phone.commands.map(({ order }) => order.command), ["decline"]);
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

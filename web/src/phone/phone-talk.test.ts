import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openTestPhone } from "./test-phone.ts";
import { row } from "./fixtures.ts";

describe("talking", () => {
  it("is muted only when the SDK says so", async () => {
    const phone = openTestPhone();
    await phone.talk();
    phone.core.actions.setMuted(true);
    assert.deepEqual(phone.voice().mutes, [true]);
    const before = phone.state().call;
    assert.equal(before?.phase === "in-call" && before.talk.muted, false);
    phone.voice().tell.muted?.(true);
    const after = phone.state().call;
    assert.equal(after?.phase === "in-call" && after.talk.muted, true);
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
    assert.equal(phone.microphone.openMeters, 1);
    phone.voice().tell.muted?.(false);
    assert.deepEqual(measure(), { you: 0, them: 0.4 });
    phone.voice().tell.muted?.(true);
    measure();
    phone.voice().tell.closed?.("disconnect");
    assert.equal(phone.microphone.openMeters, 0);
  });

  it("is muted before the SDK has the call, and stays so when they answer", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.core.actions.placeCall("+442079460142", "+493023125610");
    phone.core.actions.setMuted(true);
    const before = phone.state().call;
    assert.equal(before?.phase === "dialing" && before.talk.muted, true);
    await phone.settle();
    assert.deepEqual(phone.voice().mutes, [true]);
    phone.voice().tell.ringing?.(false);
    phone.voice().tell.opened?.();
    const after = phone.state().call;
    assert.equal(after?.phase === "in-call" && after.talk.muted, true);
  });

  it("is muted by the SDK while it rings", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    await phone.dial();
    phone.voice().tell.ringing?.(false);
    phone.core.actions.setMuted(true);
    assert.deepEqual(phone.voice().mutes, [true]);
    const asked = phone.state().call;
    assert.equal(asked?.phase === "ringing" && asked.talk.muted, false);
    phone.voice().tell.muted?.(true);
    const done = phone.state().call;
    assert.equal(done?.phase === "ringing" && done.talk.muted, true);
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
    const call = phone.state().call;
    assert.equal(call?.phase === "in-call" && call.talk.digits, "12#");
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
    assert.notEqual(call?.phase === "in-call" && call.talk.heardAt, null);
  });

  it("says how good the line is by the SDK's warnings", async () => {
    const phone = openTestPhone();
    await phone.talk();
    phone.voice().tell.warning?.("high-rtt", true);
    phone.voice().tell.warning?.("low-mos", true);
    phone.voice().tell.warning?.("high-rtt", false);
    const call = phone.state().call;
    assert.equal(call?.phase === "in-call" && call.talk.quality, "fair");
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

  it("is ended by our side too, so that it ends also when the tab goes before the SDK has said so", async () => {
    const phone = openTestPhone();
    await phone.dial();
    phone.broadcast(row({ status: "initiated", version: 2 }));
    phone.voice().tell.opened?.();
    phone.core.actions.hangUp();
    assert.deepEqual(phone.commands.map(({ callId, order }) => [callId, order.command]), [[
      41,
      "end",
    ]]);
  });

  it("ends when the person signs out, and the server is told before that is done", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    await phone.talk();
    await phone.core.signOff();
    assert.equal(phone.voice().hungUp, true);
    assert.deepEqual(phone.choices, ["available", "offline"]);
  });

  it("is reconnecting as soon as the browser has no network, before the SDK notices", async () => {
    const phone = openTestPhone();
    await phone.talk();
    const since = () => {
      const { call } = phone.state();
      return call?.phase === "in-call" ? call.talk.reconnectingSince : undefined;
    };
    phone.loseNetwork();
    assert.notEqual(since(), null);
    phone.regainNetwork();
    assert.equal(since(), null);
  });

  it("is back only when the SDK says so, once that has noticed", async () => {
    const phone = openTestPhone();
    await phone.talk();
    const isCut = () => {
      const { call } = phone.state();
      return call?.phase === "in-call" && call.talk.reconnectingSince !== null;
    };
    phone.loseNetwork();
    phone.voice().tell.reconnecting?.();
    phone.regainNetwork();
    assert.equal(isCut(), true);
    phone.voice().tell.reconnected?.();
    assert.equal(isCut(), false);
  });

  it("ends when the seat's phone is closed", async () => {
    const phone = openTestPhone();
    await phone.talk();
    phone.core.close();
    assert.equal(phone.voice().hungUp, true);
    assert.equal(phone.devices[0]?.destroyed, true);
  });

  it("believes the browser at once that the network is gone, and that it is back", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    await phone.talk();
    const cutSince = () => {
      const { call } = phone.state();
      return call?.phase === "in-call" ? call.talk.reconnectingSince : undefined;
    };
    phone.loseNetwork();
    assert.notEqual(cutSince(), null);
    phone.regainNetwork();
    assert.equal(cutSince(), null);
  });

  it("waits for the SDK where that has noticed itself that the line is cut", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    await phone.talk();
    const isCut = () => {
      const { call } = phone.state();
      return call?.phase === "in-call" && call.talk.reconnectingSince !== null;
    };
    phone.loseNetwork();
    phone.voice().tell.reconnecting?.();
    phone.regainNetwork();
    assert.equal(isCut(), true);
    phone.voice().tell.reconnected?.();
    assert.equal(isCut(), false);
  });
});

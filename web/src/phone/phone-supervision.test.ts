import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { SupervisorLeg } from "../../../supabase/functions/_shared/contracts/supervision.ts";
import { problemOf } from "../shared/problem.ts";
import { openTestPhone } from "./test-phone.ts";
import { me } from "./fixtures.ts";

const invitation = { parameters: { CallId: "41", Supervise: "listen" } };

function own(more: Partial<SupervisorLeg> = {}): SupervisorLeg {
  return {
    id: 5,
    call_id: 41,
    agent_id: me,
    supervises: 8,
    manner: "listen",
    muted: true,
    coaches: null,
    joined_at: "2026-11-25T10:00:00.000000+00:00",
    left_at: null,
    ended_at: null,
    version: 3,
    ...more,
  };
}

/** What was asked of colleagues' calls, as "listen 41". */
const asked = ({ commands }: ReturnType<typeof openTestPhone>) =>
  commands.map(({ callId, order }) => `${order.command} ${callId}`);

async function listening() {
  const phone = openTestPhone();
  await phone.goOnline();
  phone.core.actions.supervise(41, "listen");
  await phone.settle();
  await phone.settle();
  return phone;
}

describe("listening to a colleague's call", () => {
  it("is asked for, and its ring is answered by itself; the lamp shows what Twilio was told", async () => {
    const phone = await listening();
    assert.deepEqual(asked(phone), ["listen 41"]);
    assert.equal(phone.state().supervision?.manner, null, "nothing is claimed before");
    const voice = phone.ring(invitation);
    await phone.settle();
    assert.equal(voice.accepted, true);
    assert.equal(phone.ringing, false);
    assert.equal(phone.state().call, null);
    phone.tellSupervisors(own());
    assert.deepEqual(
      [phone.state().supervision?.manner, phone.state().supervision?.agentId],
      ["listen", 8],
    );
    phone.core.actions.supervise(41, "whisper");
    await phone.settle();
    assert.equal(phone.state().supervision?.manner, "listen", "until it is done");
    phone.tellSupervisors(own({ manner: "whisper", muted: false, coaches: 2, version: 5 }));
    assert.equal(phone.state().supervision?.manner, "whisper");
    phone.tellSupervisors(own({ manner: "join", muted: false, version: 6 }));
    assert.equal(phone.state().supervision?.manner, "join");
  });

  it("is never answered without having been asked for, nor for another call, nor twice", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    const unasked = phone.ring(invitation);
    await phone.settle();
    assert.deepEqual([unasked.accepted, unasked.rejected], [false, true]);
    phone.core.actions.supervise(41, "listen");
    await phone.settle();
    await phone.settle();
    const other = phone.ring({ parameters: { CallId: "42", Supervise: "listen" } });
    assert.deepEqual([other.accepted, other.rejected], [false, true]);
    assert.equal(phone.ring(invitation).accepted, true);
    assert.equal(phone.ring(invitation).rejected, true);
  });

  it("is not answered long after it was asked for", async () => {
    const phone = await listening();
    await phone.wait(31_000);
    assert.equal(phone.state().supervision, null);
    assert.deepEqual(asked(phone), ["listen 41", "leave 41"]);
    assert.equal(phone.ring(invitation).rejected, true);
  });

  it("stops with Hang up, for this person alone", async () => {
    const phone = await listening();
    const voice = phone.ring(invitation);
    phone.core.actions.hangUp();
    await phone.settle();
    assert.equal(voice.hungUp, true);
    assert.equal(phone.state().supervision, null);
    assert.deepEqual(asked(phone).at(-1), "leave 41");
  });

  it("is over when the line is", async () => {
    const phone = await listening();
    phone.ring(invitation).tell.closed?.("disconnect");
    assert.equal(phone.state().supervision, null);
    assert.deepEqual(asked(phone), ["listen 41"]);
  });

  it("takes the phone: nobody is called, and nobody rings it", async () => {
    const phone = await listening();
    phone.ring(invitation);
    await phone.dial();
    assert.deepEqual(phone.outbounds, []);
    const rings = phone.ring();
    await phone.settle();
    assert.equal(rings.rejected, true);
    phone.core.actions.supervise(42, "listen");
    await phone.settle();
    assert.deepEqual(asked(phone), ["listen 41"], "one call at a time");
  });

  it("is refused: the reason is there, and the phone is free", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.commandProblem = problemOf("E-CALL-STATE");
    phone.core.actions.supervise(41, "listen");
    await phone.settle();
    await phone.settle();
    const { supervision } = phone.state();
    assert.deepEqual([supervision?.problem?.code, supervision?.isOver], ["E-CALL-STATE", true]);
    await phone.dial();
    assert.equal(phone.outbounds.length, 1);
  });

  it("goes on as it was when a change is refused", async () => {
    const phone = await listening();
    phone.ring(invitation);
    phone.tellSupervisors(own());
    phone.commandProblem = problemOf("E-TWILIO");
    phone.core.actions.supervise(41, "join");
    await phone.settle();
    const { supervision } = phone.state();
    assert.deepEqual(
      [supervision?.manner, supervision?.wanted, supervision?.problem?.code],
      ["listen", "listen", "E-TWILIO"],
    );
  });

  it("says why when the line ends with a change that was refused", async () => {
    const phone = await listening();
    const voice = phone.ring(invitation);
    phone.tellSupervisors(own());
    phone.commandProblem = problemOf("E-TWILIO");
    phone.core.actions.supervise(41, "whisper");
    voice.tell.closed?.("disconnect");
    await phone.settle();
    const { supervision } = phone.state();
    assert.deepEqual([supervision?.problem?.code, supervision?.isOver], ["E-TWILIO", true]);
    await phone.dial();
    assert.equal(phone.outbounds.length, 1);
  });

  it("is simply over when the line ends with a change that was carried out", async () => {
    const phone = await listening();
    const voice = phone.ring(invitation);
    phone.tellSupervisors(own());
    phone.core.actions.supervise(41, "whisper");
    voice.tell.closed?.("disconnect");
    await phone.settle();
    assert.equal(phone.state().supervision, null);
  });

  it("ends when the seat is switched off", async () => {
    const phone = await listening();
    const voice = phone.ring(invitation);
    await phone.switchSeat(false);
    assert.equal(voice.hungUp, true);
  });

  it("is not begun during a call of one's own", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    await phone.talk();
    phone.core.actions.supervise(41, "listen");
    await phone.settle();
    await phone.settle();
    assert.deepEqual(asked(phone), []);
  });
});

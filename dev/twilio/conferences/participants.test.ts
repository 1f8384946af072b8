import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { RECORDING_DEFAULTS } from "../recordings/order.ts";
import { tonesOf } from "../recordings/testing/channels.ts";
import { ACCOUNT_SID, OUR_NUMBER } from "../testing/accounts.ts";
import { formOf } from "../testing/bench.ts";
import { CONFERENCE_EVENTS, JOIN_DEFAULTS, type JoinOrder } from "./order.ts";
import { createRoom, type Room } from "./testing/room.ts";

const THEM = "+12025550142";

/** What the API's create participant does; the telephone there says 850 Hz. */
function invite({ bench }: Room, more: { earlyMedia?: boolean; join?: Partial<JoinOrder> } = {}) {
  const account = bench.callIn().call.account;
  return bench.engine.placeParticipant({
    account,
    from: OUR_NUMBER,
    to: { kind: "number", number: THEM },
    subscription: null,
    timeoutS: 30,
    timeLimitS: 3600,
    earlyMedia: more.earlyMedia ?? true,
    join: { ...JOIN_DEFAULTS, conference: "room", label: "customer", beep: "false", ...more.join },
  });
}

const inRoom = ({ bench }: Room) => {
  const conference = bench.engine.conferences.running(ACCOUNT_SID, "room");
  assert.ok(conference);
  return conference;
};

describe("a participant made by the API", () => {
  it("documented: rings, is heard to ring by who waits there, joins on its answer", async () => {
    const room = createRoom();
    const { bench } = room;
    bench.behave(THEM, { behaviour: "answer", ringMs: 2000, tone: 850 });
    const agent = room.join(500);
    const participant = invite(room);
    assert.equal(participant.status, "queued");
    await bench.clock.advance(900);
    assert.equal(participant.status, "ringing");
    assert.ok(agent.hears().includes(425));
    assert.equal(inRoom(room).status, "init");
    await bench.clock.advance(2500);
    assert.equal(participant.status, "connected");
    assert.deepEqual(agent.hears(), [850]);
    assert.deepEqual(room.told().slice(-2), ["conference-start", "participant-join customer"]);
    assert.equal(inRoom(room).find("customer"), participant);
  });

  it("documented: without early media its ringing is not heard", async () => {
    const room = createRoom();
    room.bench.behave(THEM, { behaviour: "no-answer" });
    const agent = room.join(500, { wait: { url: "", method: "POST" } });
    invite(room, { earlyMedia: false });
    await room.bench.clock.advance(1000);
    assert.deepEqual(agent.hears(), []);
  });

  for (
    const [behaviour, status] of [["busy", "busy"], ["no-answer", "no-answer"]] as const
  ) {
    it(`documented: one that is ${status} was never in it, and its leave says so`, async () => {
      const room = createRoom();
      room.bench.behave(THEM, { behaviour });
      room.join(500);
      const participant = invite(room);
      await room.bench.clock.advance(31_000);
      assert.equal(participant.status, "failed");
      assert.equal(inRoom(room).find("customer"), null);
      assert.deepEqual(room.told(), ["participant-join 500", "participant-leave customer"]);
      const form = formOf(room.bench.told.at(-1));
      assert.deepEqual([form["ParticipantCallStatus"], form["ReasonParticipantLeft"]], [
        status,
        "participant_add_failed",
      ]);
      assert.equal(form["CallSid"], participant.call.sid);
    });
  }

  it("assumed: deleted while it rings, its leave says canceled", async () => {
    const room = createRoom();
    room.bench.behave(THEM, { behaviour: "no-answer" });
    room.join(500);
    const participant = invite(room);
    await room.bench.clock.advance(1000);
    inRoom(room).remove(participant);
    const form = formOf(room.bench.told.at(-1));
    assert.deepEqual([form["ParticipantCallStatus"], form["ReasonParticipantLeft"]], [
      "canceled",
      "participant_add_failed",
    ]);
  });

  it("documented: a conference that nobody reaches is over", async () => {
    const room = createRoom();
    room.bench.behave(THEM, { behaviour: "busy" });
    invite(room);
    const conference = inRoom(room);
    await room.bench.clock.advance(1000);
    assert.equal(conference.status, "completed");
  });

  it("documented: removed, its call ends, and the others go on; the word for it is assumed", async () => {
    const room = createRoom();
    room.bench.behave(THEM, { behaviour: "answer", ringMs: 0, tone: 850 });
    const agent = room.join(500);
    const participant = invite(room);
    await room.bench.clock.advance(1000);
    inRoom(room).remove(participant);
    await room.bench.clock.advance(10);
    assert.equal(participant.call.status, "completed");
    assert.equal(agent.left, null);
    assert.equal(
      formOf(room.bench.told.at(-1))["ReasonParticipantLeft"],
      "participant_updated_via_api",
    );
  });

  it("assumed: still ringing, it is cancelled when the conference is ended", async () => {
    const room = createRoom();
    room.bench.behave(THEM, { behaviour: "no-answer" });
    const agent = room.join(500);
    const participant = invite(room);
    await room.bench.clock.advance(1000);
    const conference = inRoom(room);
    conference.end();
    await room.bench.clock.advance(10);
    assert.equal(participant.call.status, "canceled");
    assert.equal(agent.left?.left, "conference-ended");
    assert.equal(conference.reasonEnded, "conference-ended-via-api");
  });

  it("documented: given another document by the API it leaves, and lives on with it", async () => {
    const room = createRoom();
    room.bench.behave(THEM, { behaviour: "answer", ringMs: 0, tone: 850 });
    room.join(500);
    const participant = invite(room);
    await room.bench.clock.advance(1000);
    room.bench.engine.redirect(participant.call, {
      kind: "inline",
      twiml: `<Response><Pause length="60"/></Response>`,
    });
    await room.bench.clock.advance(1000);
    assert.equal(participant.call.status, "in-progress");
    assert.equal(
      formOf(room.bench.told.at(-1))["ReasonParticipantLeft"],
      "participant_updated_via_api",
    );
  });
});

describe("a conference", () => {
  it("documented: refuses one more than its first participant allowed (16020)", async () => {
    const room = createRoom();
    room.join(500, { maxParticipants: 2 });
    room.join(650);
    const third = room.join(850);
    await room.bench.clock.advance(10);
    assert.equal(third.left?.left, "refused");
    assert.ok(room.bench.log.some((line) => line.includes("16020")));
    assert.ok(!room.told().some((line) => line.endsWith(" 850")));
  });

  it("documented: keeps out a label that is taken (16025), by a ringing leg too, and one that is none (16023)", async () => {
    const room = createRoom();
    room.bench.behave(THEM, { behaviour: "no-answer" });
    room.join(500);
    invite(room);
    await room.bench.clock.advance(1000);
    const labels = [
      "500",
      "customer",
      "a/b",
      "a%2Fb",
      "a%2fb",
      "l".repeat(129),
      `CA${"0".repeat(32)}`,
    ];
    const people = labels.map((label) => room.join(850, { label }));
    await room.bench.clock.advance(10);
    assert.deepEqual(new Set(people.map(({ left }) => left?.left)), new Set(["refused"]));
    const codes = room.bench.log.flatMap((line) => /"code":(\d+)/.exec(line)?.[1] ?? []);
    assert.deepEqual(codes, ["16025", "16025", ...Array(5).fill("16023")]);
    const fine = room.join(650, { label: "l".repeat(128) });
    await room.bench.clock.advance(10);
    assert.equal(fine.left, null);
  });

  for (
    const [how, reason, word] of [
      ["by the API", "conference-ended-via-api", "conference_ended_via_api"],
      [
        "by whoever ends it on exit",
        "participant-with-end-conference-on-exit-left",
        "moderator_ended_conference",
      ],
    ] as const
  ) {
    it(`documented: ended ${how}, each leave and its end say so`, async () => {
      const room = createRoom();
      room.join(500);
      const chief = room.join(650, { endOnExit: true, label: "chief" });
      await room.bench.clock.advance(10);
      if (reason === "conference-ended-via-api") inRoom(room).end();
      else chief.phone.script.hangUp();
      await room.bench.clock.advance(10);
      const forms = room.bench.told.map(({ form }) => form);
      const left = forms.find((form) =>
        form["StatusCallbackEvent"] === "participant-leave" && form["ParticipantLabel"] === "500"
      );
      assert.equal(left?.["ReasonParticipantLeft"], word);
      const end = forms.at(-1);
      assert.equal(end?.["ReasonConferenceEnded"], reason);
      assert.equal(
        end["ParticipantLabelEndingConference"],
        reason === "conference-ended-via-api" ? undefined : "chief",
      );
    });
  }

  it("documented: its callback is the first participant's, whatever the others say", async () => {
    const room = createRoom();
    room.join(500, {
      statusCallback: {
        url: "https://customer.test/first",
        method: "GET",
        events: new Set(["start", "join"]),
      },
    });
    room.join(650);
    await room.bench.clock.advance(10);
    const told = room.bench.told.filter(({ form }) => "ConferenceSid" in form);
    assert.deepEqual(told.map(({ url, method }) => [new URL(url).pathname, method]), [
      ["/first", "GET"],
      ["/first", "GET"],
      ["/first", "GET"],
    ]);
    assert.deepEqual(told.map(({ form }) => form["SequenceNumber"]), ["1", "2", "3"]);
  });

  it("documented: a join says who and how", async () => {
    const room = createRoom();
    const agent = room.join(500);
    await room.bench.clock.advance(10);
    const form = formOf(room.bench.told.at(-1));
    assert.match(form["ConferenceSid"] ?? "", /^CF[0-9a-f]{32}$/);
    assert.deepEqual({ ...form, ConferenceSid: "" }, {
      AccountSid: ACCOUNT_SID,
      ConferenceSid: "",
      FriendlyName: "room",
      SequenceNumber: "1",
      Timestamp: "Mon, 05 Jan 2026 12:00:00 +0000",
      StatusCallbackEvent: "participant-join",
      CallSid: agent.call.sid,
      Muted: "false",
      Hold: "false",
      Coaching: "false",
      EndConferenceOnExit: "false",
      StartConferenceOnEnter: "true",
      ParticipantLabel: "500",
    });
  });

  it("documented: another beep at the exit, another coach, another waitUrl are a modification", async () => {
    const room = createRoom();
    const agent = room.join(500);
    const customer = room.join(650);
    const conference = inRoom(room);
    const participant = conference.find(agent.call.sid);
    assert.ok(participant);
    const modified = () =>
      room.told().filter((line) => line.startsWith("participant-modify")).length;
    conference.update(participant, { beepOnExit: true });
    conference.update(participant, { coach: customer.call.sid });
    conference.update(participant, { wait: { url: "", method: "POST" } });
    assert.equal(modified(), 3);
    conference.update(participant, { beepOnExit: true, coach: customer.call.sid });
    assert.equal(modified(), 3);
  });

  it("documented: what happens at the exit cannot be changed on hold, and nothing says so", async () => {
    const room = createRoom();
    const agent = room.join(500);
    room.join(650);
    const conference = inRoom(room);
    const participant = conference.find(agent.call.sid);
    assert.ok(participant);
    conference.update(participant, { hold: true });
    conference.update(participant, { endOnExit: true });
    assert.equal(participant.endOnExit, false);
    conference.update(participant, { hold: false });
    conference.update(participant, { endOnExit: true });
    assert.equal(participant.endOnExit, true);
    assert.deepEqual(room.told().slice(-3), [
      "participant-hold 500",
      "participant-unhold 500",
      "participant-modify 500",
    ]);
  });

  it("seen live by others: keys of one are sound to the others, no keys; those of a muted one are nothing", async () => {
    const room = createRoom();
    const [agent, customer] = [room.join(500), room.join(650, { muted: true })];
    agent.phone.script.speak(null);
    customer.phone.script.speak(null);
    await room.bench.clock.advance(1500);
    agent.phone.script.press("11111");
    await room.bench.clock.advance(1000);
    const near = customer.hears().map((hz, at) => Math.abs(hz - ([697, 1209][at] ?? 0)) < 5);
    assert.deepEqual(near, [true, true]);
    await room.bench.clock.advance(1500);
    customer.phone.script.press("99999");
    await room.bench.clock.advance(1000);
    assert.deepEqual(agent.hears(), []);
    assert.deepEqual([customer.call.digitsSent, agent.call.digitsSent], ["", ""]);
  });

  it("documented: a leg leaves at its time limit", async () => {
    const room = createRoom();
    const agent = room.join(500, { timeLimitMs: 5000 });
    room.join(650);
    await room.bench.clock.advance(4990);
    assert.ok(inRoom(room).find(agent.call.sid));
    await room.bench.clock.advance(10);
    assert.equal(agent.left?.left, "time");
    assert.ok(!agent.call.isOver);
  });

  it("documented: tells who begins to speak, and who has stopped", async () => {
    const room = createRoom();
    const events = new Set(CONFERENCE_EVENTS.filter((event) => event === "speaker"));
    const statusCallback = { url: "https://customer.test/events", method: "POST", events } as const;
    const agent = room.join(500, { statusCallback });
    const customer = room.join(650);
    await room.bench.clock.advance(200);
    agent.phone.script.speak(null);
    await room.bench.clock.advance(1500);
    customer.phone.script.hangUp();
    assert.deepEqual(room.told(), [
      "participant-speech-start 500",
      "participant-speech-start 650",
      "participant-speech-stop 500",
    ]);
  });

  it("documented: is recorded from its start, when the first participant asked for it", async () => {
    const room = createRoom();
    room.join(500, { record: { ...RECORDING_DEFAULTS, source: "Conference" } });
    await room.bench.clock.advance(1000);
    const { recordings } = room.bench.engine;
    assert.deepEqual(recordings.all(ACCOUNT_SID), []);
    room.join(650, { endOnExit: true });
    room.join(850);
    await room.bench.clock.advance(2000);
    inRoom(room).end();
    await room.bench.clock.advance(1000);
    const [recording] = recordings.all(ACCOUNT_SID);
    assert.ok(recording);
    assert.match(recording.conferenceSid ?? "", /^CF/);
    const bytes = await recordings.read(recording);
    assert.ok(bytes);
    assert.deepEqual(tonesOf(bytes), [[500, 650, 850]]);
    const apart = await recordings.read(recording, 2);
    assert.ok(apart);
    assert.deepEqual(tonesOf(apart), [[500], [650, 850]]);
    assert.equal(Math.round((bytes.length - 44) / 16_000), 2);
    recordings.clear();
  });
});

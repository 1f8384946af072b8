import assert from "node:assert/strict";
import { test } from "node:test";
import { formOf } from "../testing/bench.ts";
import { createRoom } from "./testing/room.ts";

test("documented: everybody hears all the others and not themselves", async () => {
  const { bench, join } = createRoom();
  const people = [join(500), join(700), join(900)];
  await bench.clock.advance(1100);
  assert.deepEqual(people.map((person) => person.hears()), [[700, 900], [500, 900], [500, 700]]);
});

test("documented: it starts with the second participant, after music for the first", async () => {
  const { bench, join, told } = createRoom();
  const first = join(500);
  await bench.clock.advance(1100);
  const music = first.hears();
  assert.ok(music.length > 0 && !music.includes(500));
  assert.equal(bench.engine.conferences.all(first.call.account.sid)[0]?.status, "init");
  const second = join(700);
  await bench.clock.advance(1100);
  assert.deepEqual([first.hears(), second.hears()], [[700], [500]]);
  assert.deepEqual(told(), [
    "participant-join 500",
    "conference-start",
    "participant-join 700",
  ]);
});

test("documented: whoever may not start it waits with music, muted, for somebody who may", async () => {
  const { bench, join, told } = createRoom();
  const one = join(500, { startOnEnter: false });
  const two = join(700, { startOnEnter: false });
  await bench.clock.advance(1100);
  assert.ok(!one.hears().includes(700));
  assert.ok(!told().includes("conference-start"));
  join(900);
  await bench.clock.advance(1100);
  assert.deepEqual([one.hears(), two.hears()], [[700, 900], [500, 900]]);
});

test("documented: an empty waitUrl is silence", async () => {
  const { bench, join } = createRoom();
  const alone = join(500, { wait: { url: "", method: "POST" } });
  await bench.clock.advance(1100);
  assert.equal(alone.call.line?.sent().level, 0);
});

test("documented: who is muted is not heard and hears", async () => {
  const { bench, join, told } = createRoom();
  const [one, two] = [join(500), join(700, { muted: true })];
  await bench.clock.advance(1100);
  assert.deepEqual([one.hears(), two.hears()], [[], [500]]);
  const conference = bench.engine.conferences.running(one.call.account.sid, "room");
  const participant = conference?.find("700");
  assert.ok(conference && participant);
  conference.update(participant, { muted: false });
  await bench.clock.advance(1100);
  assert.deepEqual(one.hears(), [700]);
  assert.equal(told().at(-1), "participant-unmute 700");
});

test("documented: who is on hold hears music alone and is not heard", async () => {
  const { bench, join, told } = createRoom();
  const [one, two, three] = [join(500), join(700), join(900)];
  const conference = bench.engine.conferences.running(one.call.account.sid, "room");
  const participant = conference?.find(two.call.sid);
  assert.ok(conference && participant);
  conference.update(participant, { hold: true });
  await bench.clock.advance(1100);
  assert.deepEqual([one.hears(), three.hears()], [[900], [500]]);
  const music = two.hears();
  assert.ok(music.length > 0 && !music.includes(500) && !music.includes(900));
  conference.update(participant, { hold: false });
  await bench.clock.advance(1100);
  assert.deepEqual([one.hears(), two.hears()], [[700, 900], [500, 900]]);
  assert.deepEqual(told().slice(-2), ["participant-hold 700", "participant-unhold 700"]);
});

test("documented: a coach is heard by the one who is coached, and hears all", async () => {
  const { bench, join } = createRoom();
  const [agent, customer] = [join(500), join(700)];
  const coach = join(900, { coach: agent.call.sid, startOnEnter: false });
  await bench.clock.advance(1100);
  assert.deepEqual([agent.hears(), customer.hears(), coach.hears()], [
    [700, 900],
    [500],
    [500, 700],
  ]);
});

test("assumed: nobody coaches somebody who is not there: 13240, and the leg goes on", async () => {
  const { bench, join } = createRoom();
  join(500);
  const coach = join(900, { coach: "CA".padEnd(34, "0") });
  await bench.clock.advance(10);
  assert.deepEqual(coach.left, { left: "refused", conference: null });
  assert.ok(bench.log.some((line) => line.includes("13240")));
});

test("documented: the last to leave ends it; the next of that name is another", async () => {
  const { bench, join, told } = createRoom();
  const [one, two] = [join(500), join(700)];
  const conference = bench.engine.conferences.running(one.call.account.sid, "room");
  one.phone.script.hangUp();
  two.take();
  await bench.clock.advance(10);
  assert.equal(conference?.status, "completed");
  assert.deepEqual(told().slice(3), [
    "participant-leave 500",
    "participant-leave 700",
    "conference-end",
  ]);
  const forms = bench.told.filter(({ url }) => url.endsWith("/events")).map(({ form }) => form);
  assert.equal(forms[3]?.["ReasonParticipantLeft"], "participant_hung_up");
  assert.equal(forms[3]["ParticipantCallStatus"], "completed");
  assert.equal(forms[4]?.["ReasonParticipantLeft"], "participant_updated_via_api");
  assert.equal(forms[5]?.["ReasonConferenceEnded"], "last-participant-left");
  assert.equal(forms[5]["CallSidEndingConference"], two.call.sid);
  assert.deepEqual(two.left?.left, "redirected");
  const again = join(500);
  await bench.clock.advance(10);
  assert.notEqual(
    bench.engine.conferences.running(again.call.account.sid, "room")?.sid,
    conference.sid,
  );
});

test("documented: endConferenceOnExit ends it for everybody", async () => {
  const { bench, join } = createRoom();
  const [one, two] = [join(500), join(700, { endOnExit: true })];
  two.phone.script.hangUp();
  await bench.clock.advance(10);
  assert.equal(one.left?.left, "conference-ended");
  assert.ok(!one.call.isOver);
  const end = formOf(bench.told.at(-1));
  assert.equal(end["ReasonConferenceEnded"], "participant-with-end-conference-on-exit-left");
});

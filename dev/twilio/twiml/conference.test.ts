import assert from "node:assert/strict";
import { test } from "node:test";
import { tone } from "../audio/sources.ts";
import { ACCOUNT_SID } from "../testing/accounts.ts";
import { createBench, CUSTOMER, formOf } from "../testing/bench.ts";

const conference = (attributes = "", dial = 'action="/action"') =>
  `<Response><Dial ${dial}><Conference ${attributes}>room</Conference></Dial></Response>`;
const EVENTS = `statusCallback="${CUSTOMER}/conference" ` +
  'statusCallbackEvent="start end join leave"';

test("documented: two callers in one conference hear each other; its callbacks say who came and went", async () => {
  const bench = createBench();
  bench.answers["/voice"] = (form) =>
    conference(`${EVENTS} beep="false" participantLabel="${form["From"]?.slice(-2)}"`);
  bench.answers["/action"] = "<Response/>";
  const [one, two] = [bench.callIn("+12025550111"), bench.callIn("+12025550122")];
  await bench.clock.advance(0);
  one.phone.script.speak(tone(500));
  two.phone.script.speak(tone(700));
  await bench.clock.advance(1500);
  assert.deepEqual([one.call.line?.sent().tones, two.call.line?.sent().tones], [[700], [500]]);
  one.phone.script.hangUp();
  two.phone.script.hangUp();
  await bench.clock.advance(0);
  const told = bench.told.filter(({ url }) => url.endsWith("/conference")).map(({ form }) => form);
  assert.deepEqual(
    told.map((form) => `${form["SequenceNumber"]} ${form["StatusCallbackEvent"]}`),
    [
      "1 participant-join",
      "2 conference-start",
      "3 participant-join",
      "4 participant-leave",
      "5 participant-leave",
      "6 conference-end",
    ],
  );
  assert.deepEqual([told[0]?.["ParticipantLabel"], told[2]?.["ParticipantLabel"]], ["11", "22"]);
});

test("documented: the action of a conference says answered, and names no leg and no length", async () => {
  const bench = createBench();
  bench.answers["/voice"] = conference();
  bench.answers["/action"] = "<Response><Hangup/></Response>";
  const { call } = bench.callIn();
  await bench.clock.advance(100);
  const running = bench.engine.conferences.running(ACCOUNT_SID, "room");
  const participant = running?.find(call.sid);
  assert.ok(running && participant);
  running.remove(participant);
  await bench.clock.advance(0);
  const form = formOf(bench.asked.at(-1));
  assert.equal(form["DialCallStatus"], "answered");
  assert.equal(form["CallStatus"], "in-progress");
  assert.deepEqual(Object.keys(form).filter((name) => /^DialCall(Sid|Duration)$/.test(name)), []);
  assert.equal(call.status, "completed");
});

test("documented: muted, startConferenceOnEnter and endConferenceOnExit are followed", async () => {
  const bench = createBench();
  bench.answers["/voice"] = (form) =>
    form["From"] === "+12025550111"
      ? conference('muted="true" startConferenceOnEnter="false" beep="false" waitUrl=""')
      : conference('endConferenceOnExit="true" beep="false"');
  bench.answers["/action"] = "<Response><Hangup/></Response>";
  const guest = bench.callIn("+12025550111");
  await bench.clock.advance(100);
  const running = bench.engine.conferences.running(ACCOUNT_SID, "room");
  assert.equal(running?.status, "init");
  assert.equal(guest.call.line?.sent().level, 0);
  const host = bench.callIn("+12025550122");
  await bench.clock.advance(100);
  assert.equal(running?.status, "in-progress");
  assert.equal(running?.find(guest.call.sid)?.muted, true);
  host.phone.script.hangUp();
  await bench.clock.advance(0);
  assert.equal(running?.status, "completed");
  assert.equal(guest.call.status, "completed");
});

test("documented: the Dial's timeLimit takes a participant out, a star does with hangupOnStar", async () => {
  const bench = createBench();
  bench.answers["/voice"] = conference("", 'timeLimit="60" hangupOnStar="true" action="/action"');
  bench.answers["/action"] = '<Response><Pause length="5"/></Response>';
  const first = bench.callIn();
  await bench.clock.advance(59_900);
  assert.equal(bench.asked.length, 1);
  await bench.clock.advance(200);
  assert.equal(bench.asked.length, 2);
  assert.equal(first.call.status, "in-progress");

  const second = bench.callIn();
  await bench.clock.advance(100);
  second.phone.script.press("*");
  await bench.clock.advance(0);
  assert.equal(bench.asked.at(-1)?.form["CallSid"], second.call.sid);
  assert.equal(second.call.status, "in-progress");
});

test("seen live by others: a bridged child that is redirected into a conference meets its parent there", async () => {
  const bench = createBench();
  bench.answers["/voice"] =
    '<Response><Dial answerOnBridge="true" action="/action"><Client>anna</Client></Dial></Response>';
  bench.answers["/action"] = conference('beep="false"', "");
  const { rung } = bench.register("anna");
  const { call, phone } = bench.callIn();
  await bench.clock.advance(0);
  rung[0]?.farEnd.script.answer();
  await bench.clock.advance(1000);
  const child = bench.leg("client:anna");
  bench.engine.redirect(child, { kind: "inline", twiml: conference('beep="false"', "") });
  await bench.clock.advance(0);
  const form = formOf(bench.asked.at(-1));
  assert.deepEqual([form["DialCallStatus"], form["CallStatus"]], ["completed", "in-progress"]);
  const running = bench.engine.conferences.running(ACCOUNT_SID, "room");
  assert.deepEqual(
    running?.participants.map((one) => one.call.sid).toSorted(),
    [call.sid, child.sid].toSorted(),
  );
  phone.script.speak(tone(600));
  rung[0]?.farEnd.script.speak(tone(900));
  await bench.clock.advance(1500);
  assert.deepEqual([call.line?.sent().tones, child.line?.sent().tones], [[900], [600]]);
});

test("documented: a leg that is kept out goes on: to the action, or to the next verb", async () => {
  const bench = createBench();
  bench.answers["/voice"] = (form) =>
    form["From"] === "+12025550133"
      ? `<Response><Dial><Conference participantLabel="one">room</Conference></Dial><Say>x</Say><Pause length="60"/></Response>`
      : conference('participantLabel="one"');
  bench.answers["/action"] = '<Response><Pause length="60"/></Response>';
  bench.callIn("+12025550111");
  bench.callIn("+12025550122");
  const { call } = bench.callIn("+12025550133");
  await bench.clock.advance(100);
  const form = formOf(bench.asked.find(({ url }) => url.endsWith("/action")));
  assert.deepEqual([form["From"], form["DialCallStatus"]], ["+12025550122", "failed"]);
  assert.equal(call.status, "in-progress");
  assert.ok((call.line?.sent().level ?? 0) > 0);
});

test("documented: record-from-start records the conference, and its callback comes when it is over", async () => {
  const bench = createBench();
  bench.answers["/voice"] = conference(
    `record="record-from-start" recordingStatusCallback="${CUSTOMER}/recorded"`,
    "",
  );
  const [one, two] = [bench.callIn("+12025550111"), bench.callIn("+12025550122")];
  await bench.clock.advance(3000);
  one.phone.script.hangUp();
  two.phone.script.hangUp();
  await bench.clock.advance(1000);
  const form = formOf(bench.told.find(({ url }) => url.endsWith("/recorded")));
  assert.equal(form["RecordingStatus"], "completed");
  assert.equal(form["RecordingSource"], "Conference");
  assert.match(form["ConferenceSid"] ?? "", /^CF/);
  bench.engine.recordings.clear();
});

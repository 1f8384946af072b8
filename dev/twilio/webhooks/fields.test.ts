// Exactly the fields of each kind of webhook: what an application may rely on, and nothing that only we would send.

import assert from "node:assert/strict";
import { test } from "node:test";
import { OUR_NUMBER, THEIR_NUMBER } from "../testing/accounts.ts";
import { createBench, CUSTOMER } from "../testing/bench.ts";
import type { Webhook } from "./webhooks.ts";

const CALL = [
  "AccountSid",
  "ApiVersion",
  "CallSid",
  "CallStatus",
  "Called",
  "Caller",
  "Direction",
  "From",
  "To",
];
const PLACES = ["Called", "Caller", "From", "To"].flatMap((role) =>
  ["City", "Country", "State", "Zip"].map((part) => role + part)
);
const INBOUND = [
  ...CALL,
  ...PLACES,
  "ApplicationSid",
  "CallToken",
  "StirPassportToken",
  "StirVerstat",
];
const PROGRESS = [
  ...CALL,
  "ParentCallSid",
  "Timestamp",
  "CallbackSource",
  "SequenceNumber",
];
const END = ["CallDuration", "Duration"];

function hasExactly(webhook: Webhook | undefined, names: readonly string[]): void {
  assert.ok(webhook, "it did not come");
  assert.deepEqual(Object.keys(webhook.form).toSorted(), [...new Set(names)].toSorted());
}
const STATUS = `statusCallback="${CUSTOMER}/status" ` +
  'statusCallbackEvent="initiated ringing answered completed"';

/** A call in that is dialled on to a telephone, answered, and ended by it. */
async function dialled() {
  const bench = createBench();
  bench.behave(THEIR_NUMBER, { behaviour: "answer", ringMs: 500, hangupAfterMs: 2000 });
  bench.answers["/voice"] =
    `<Response><Dial action="/action" record="record-from-answer" recordingStatusCallback=` +
    `"${CUSTOMER}/recorded"><Number ${STATUS}>${THEIR_NUMBER}</Number></Dial></Response>`;
  bench.answers["/action"] = "<Response/>";
  bench.callIn("+12025550177");
  await bench.clock.advance(10_000);
  bench.engine.recordings.clear();
  return bench;
}

test("documented: an incoming call's request has its caller, both places and the caller's passport", async () => {
  const { asked } = await dialled();
  hasExactly(asked[0], INBOUND);
});

test("documented: the action of a Dial adds how the leg ended, and its recording", async () => {
  const { asked } = await dialled();
  const [, action] = asked;
  hasExactly(action, [
    ...INBOUND,
    "DialCallStatus",
    "DialCallSid",
    "DialCallDuration",
    "DialBridged",
    "RecordingUrl",
    "RecordingSid",
  ]);
});

test("documented: a leg's callbacks have their parent, number and time; the last one how long it was", async () => {
  const { told } = await dialled();
  const steps = told.filter(({ url }) => url.endsWith("/status"));
  assert.deepEqual(steps.map(({ form }) => form["SequenceNumber"]), ["0", "1", "2", "3"]);
  for (const step of steps.slice(0, 3)) hasExactly(step, PROGRESS);
  hasExactly(steps[3], [...PROGRESS, ...END, "SipResponseCode"]);
});

test("documented: the application's status callback is one completed, without a leg's SIP code", async () => {
  const { told } = await dialled();
  const lines = told.filter(({ url }) => url.endsWith("/app-status"));
  assert.equal(lines.length, 1);
  hasExactly(lines[0], [
    ...PROGRESS.filter((name) => name !== "ParentCallSid"),
    ...END,
  ]);
});

test("documented: a recording's callback names its call, length, channels, source and track", async () => {
  const { told } = await dialled();
  hasExactly(told.find(({ url }) => url.endsWith("/recorded")), [
    "AccountSid",
    "CallSid",
    "ErrorCode",
    "RecordingChannels",
    "RecordingDuration",
    "RecordingSid",
    "RecordingSource",
    "RecordingStartTime",
    "RecordingStatus",
    "RecordingTrack",
    "RecordingUrl",
  ]);
});

test("documented: a call of the API has a leg's callbacks, without a parent", async () => {
  const bench = createBench();
  bench.behave(THEIR_NUMBER, { behaviour: "answer", ringMs: 500, hangupAfterMs: 2000 });
  const { call } = bench.callIn();
  bench.engine.place({
    account: call.account,
    from: OUR_NUMBER,
    to: { kind: "number", number: THEIR_NUMBER },
    start: { kind: "inline", twiml: '<Response><Pause length="60"/></Response>' },
    fallback: null,
    subscription: {
      url: `${CUSTOMER}/placed`,
      method: "POST",
      events: new Set(["initiated", "ringing", "answered", "completed"]),
    },
    timeoutS: 60,
    timeLimitS: 600,
  });
  await bench.clock.advance(5000);
  const steps = bench.told.filter(({ url }) => url.endsWith("/placed"));
  const own = PROGRESS.filter((name) => name !== "ParentCallSid");
  assert.equal(steps.length, 4);
  for (const step of steps.slice(0, 3)) hasExactly(step, own);
  hasExactly(steps[3], [...own, ...END, "SipResponseCode"]);
  assert.ok(steps.every(({ form }) => form["Direction"] === "outbound-api"));
});

test("documented: a conference's callbacks name it, and who came and went and why", async () => {
  const bench = createBench();
  bench.answers["/voice"] = `<Response><Dial><Conference statusCallback="${CUSTOMER}/room" ` +
    `statusCallbackEvent="start end join leave" participantLabel="one">room</Conference></Dial>` +
    "</Response>";
  const { phone } = bench.callIn();
  await bench.clock.advance(100);
  phone.script.hangUp();
  await bench.clock.advance(0);
  const [join, leave, end] = bench.told.filter(({ url }) => url.endsWith("/room"));
  const room = [
    "AccountSid",
    "ConferenceSid",
    "FriendlyName",
    "SequenceNumber",
    "StatusCallbackEvent",
    "Timestamp",
  ];
  const who = [
    ...room,
    "CallSid",
    "Coaching",
    "EndConferenceOnExit",
    "Hold",
    "Muted",
    "ParticipantLabel",
    "StartConferenceOnEnter",
  ];
  hasExactly(join, who);
  hasExactly(leave, [...who, "ParticipantCallStatus", "ReasonParticipantLeft"]);
  hasExactly(end, [
    ...room,
    "CallSidEndingConference",
    "ParticipantLabelEndingConference",
    "ReasonConferenceEnded",
  ]);
});

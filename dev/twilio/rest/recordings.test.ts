// Recordings of calls and conferences, by the official library.

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { after, beforeEach, test } from "node:test";
import { ACCOUNT_SID, AUTH_TOKEN, OUR_NUMBER, THEIR_NUMBER } from "../testing/accounts.ts";
import { openStand, refused } from "./testing/stand.ts";

const stand = await openStand({ callsPerSecond: 30 });
const { api, customer } = stand;
after(() => stand.close());

beforeEach(async () => {
  await stand.control("DELETE", "");
  customer.came.length = 0;
  customer.answers["/voice"] = '<Response><Pause length="60"/></Response>';
  await stand.behave(THEIR_NUMBER, { behaviour: "answer", ringMs: 0, tone: 440 });
});

/** A call that talks. */
async function call(more: Record<string, unknown> = {}): Promise<string> {
  const order = { to: THEIR_NUMBER, from: OUR_NUMBER, url: `${customer.url}/voice` };
  const { sid } = await api.calls.create({ ...order, ...more });
  await customer.wait(({ form }) =>
    form["CallSid"] === sid && form["CallStatus"] === "in-progress"
  );
  return sid;
}

const callback = { recordingStatusCallback: `${customer.url}/status` };
const recorded = () => customer.wait(({ form }) => form["RecordingStatus"] === "completed");
const authorization = `Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString("base64")}`;

test("documented: a call's recording is started, paused, resumed, stopped, heard and deleted", async () => {
  const sid = await call();
  const one = await api.calls(sid).recordings.create({
    ...callback,
    recordingChannels: "dual",
    recordingTrack: "both",
  });
  assert.deepEqual([one.status, one.channels, one.source, one.track], [
    "in-progress",
    2,
    "StartCallRecordingAPI",
    "both",
  ]);
  const current = api.calls(sid).recordings("Twilio.CURRENT");
  assert.equal((await current.update({ status: "paused", pauseBehavior: "skip" })).sid, one.sid);
  assert.equal((await current.fetch()).status, "paused");
  assert.equal((await current.update({ status: "in-progress" })).status, "in-progress");
  assert.equal(await refused(api.recordings(one.sid).remove()), "409 20409");
  // Some sound first: the far end speaks from the answer on.
  await new Promise<void>((heard) => {
    const stop = stand.simulator.engine.calls.get(sid)?.tap({ heard: () => (stop?.(), heard()) });
  });
  assert.equal((await current.update({ status: "stopped" })).status, "stopped");
  // Seen live by others.
  assert.equal(await refused(current.fetch()), "400 21220");
  assert.equal(await refused(current.update({ status: "stopped" })), "400 21220");
  await stand.control("POST", "/clock", { advanceMs: 1000 });
  const { form } = await recorded();
  assert.equal(form["RecordingSid"], one.sid);
  const url = form["RecordingUrl"] ?? "";
  assert.equal((await api.recordings(one.sid).fetch()).mediaUrl, url);
  for (const ending of ["", ".wav", ".mp3"]) {
    const media = await fetch(url + ending, { headers: { authorization } });
    assert.deepEqual([media.status, media.headers.get("content-type")], [200, "audio/x-wav"]);
    assert.equal(Buffer.from(await media.arrayBuffer()).subarray(0, 4).toString(), "RIFF");
  }
  assert.equal((await fetch(url)).status, 401);
  const opened = (mediaNeedsAuth: boolean) =>
    stand.control("PATCH", `/accounts/${ACCOUNT_SID}`, { mediaNeedsAuth });
  await opened(false);
  assert.equal((await fetch(url)).status, 200);
  assert.equal((await fetch(`${url}.json`)).status, 401);
  await opened(true);
  assert.deepEqual((await api.calls(sid).recordings.list()).map((each) => each.sid), [one.sid]);
  assert.deepEqual((await api.recordings.list({ callSid: sid })).map((each) => each.sid), [
    one.sid,
  ]);
  assert.ok(await api.recordings(one.sid).remove());
  assert.equal(await refused(api.recordings(one.sid).fetch()), "404 20404");
  assert.equal((await fetch(url, { headers: { authorization } })).status, 404);
});

test("documented: two channels are kept of a mono recording, and given when asked for; a part is given, too", async () => {
  const sid = await call();
  const started = await api.calls(sid).recordings.create(callback);
  // Seen live by others: a second start answers success and records nothing more.
  assert.equal((await api.calls(sid).recordings.create(callback)).sid, started.sid);
  await new Promise<void>((heard) => {
    const stop = stand.simulator.engine.calls.get(sid)?.tap({ heard: () => (stop?.(), heard()) });
  });
  await api.calls(sid).update({ status: "completed" });
  await stand.control("POST", "/clock", { advanceMs: 1000 });
  const { form } = await recorded();
  assert.equal((await api.calls(sid).recordings.list()).length, 1);
  const url = form["RecordingUrl"] ?? "";
  const get = async (path: string, headers = {}) => {
    const answer = await fetch(url + path, { headers: { authorization, ...headers } });
    return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  const mono = await get(".wav");
  const stereo = await get(".wav?RequestedChannels=2");
  assert.deepEqual([mono.bytes.readUInt16LE(22), stereo.bytes.readUInt16LE(22)], [1, 2]);
  assert.equal(mono.bytes.length - 44, (stereo.bytes.length - 44) / 2);
  const part = await get(".wav", { range: "bytes=8-11" });
  assert.deepEqual([part.answer.status, part.bytes.toString()], [206, "WAVE"]);
  assert.equal(part.answer.headers.get("content-range"), `bytes 8-11/${mono.bytes.length}`);
  assert.equal((await get(".wav", { range: "bytes=-4" })).bytes.length, 4);
  assert.equal((await get(".wav", { range: "bytes=9999999-" })).answer.status, 416);
  await stand.control("PUT", "/choices", { mediaRanges: false, bareMediaUrl: "json" });
  assert.equal((await get(".wav", { range: "bytes=8-11" })).answer.status, 200);
  assert.equal(
    (await get("")).answer.headers.get("content-type"),
    "application/json;charset=utf-8",
  );
});

test("documented: only a call in progress is recorded, and no more once it is stopped", async () => {
  const sid = await call();
  const one = await api.calls(sid).recordings.create({});
  await api.calls(sid).recordings(one.sid).update({ status: "stopped" });
  const twice = api.calls(sid).recordings(one.sid).update({ status: "stopped" });
  assert.equal(await refused(twice), "400 21220");
  await api.calls(sid).update({ status: "completed" });
  assert.equal(await refused(api.calls(sid).recordings.create({})), "400 21220");
  assert.equal(await refused(api.calls(`CA${"0".repeat(32)}`).recordings.list()), "404 20404");
});

test("documented: a call that the API makes with Record is recorded from its answer", async () => {
  const sid = await call({ record: true, ...callback, recordingChannels: "dual" });
  const [one] = await api.calls(sid).recordings.list();
  assert.deepEqual([one?.source, one?.channels, one?.status], ["OutboundAPI", 2, "in-progress"]);
});

test("documented: a conference is recorded as its first participant asks, and stopped by the API", async () => {
  const { participants } = api.conferences("recorded");
  const first = await participants.create({
    to: THEIR_NUMBER,
    from: OUR_NUMBER,
    conferenceRecord: "record-from-start",
    conferenceStatusCallback: `${customer.url}/status`,
    conferenceRecordingStatusCallback: `${customer.url}/status`,
    conferenceRecordingStatusCallbackEvent: ["in-progress", "completed"],
  });
  await participants.create({ to: THEIR_NUMBER, from: OUR_NUMBER });
  await customer.wait(({ form }) => form["RecordingStatus"] === "in-progress");
  const { conferenceSid } = first;
  const [one] = await api.conferences(conferenceSid).recordings.list();
  assert.deepEqual([one?.source, one?.conferenceSid], ["Conference", conferenceSid]);
  const current = api.conferences(conferenceSid).recordings("Twilio.CURRENT");
  assert.equal((await current.update({ status: "paused" })).status, "paused");
  assert.equal((await current.update({ status: "stopped" })).status, "stopped");
  const found = await api.recordings.list({ conferenceSid });
  assert.deepEqual(found.map(({ sid }) => sid), [one?.sid]);
  assert.deepEqual(await api.calls(first.callSid).recordings.list(), []);
});

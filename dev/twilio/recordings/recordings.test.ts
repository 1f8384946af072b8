import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { tone } from "../audio/sources.ts";
import { createTicker } from "../audio/ticker.ts";
import { randomSid } from "../ids.ts";
import { silentLog } from "../log.ts";
import { ACCOUNT_SID } from "../testing/accounts.ts";
import { createBench, formOf } from "../testing/bench.ts";
import { createFaults } from "../webhooks/faults.ts";
import { createWebhooks } from "../webhooks/webhooks.ts";
import {
  PARTICIPANT_RECORDING_EVENTS,
  RECORDING_DEFAULTS,
  RECORDING_EVENTS,
  type RecordingOrder,
} from "./order.ts";
import { createRecordings } from "./recordings.ts";
import { channelsOf, tonesOf } from "./testing/channels.ts";

/** A call in progress: its far end says 500 Hz and hears 800 Hz from the moment of `talk`. */
function stage() {
  const bench = createBench();
  bench.answers["/voice"] = `<Response><Pause/><Pause length="9999"/></Response>`;
  const { call, phone } = bench.callIn();
  call.answer();
  const { recordings } = bench.engine;
  const order: RecordingOrder = {
    ...RECORDING_DEFAULTS,
    source: "StartCallRecordingAPI",
    subscription: {
      url: "https://customer.test/recorded",
      method: "POST",
      events: new Set(RECORDING_EVENTS),
    },
  };
  return {
    bench,
    call,
    phone,
    recordings,
    order,
    talk() {
      phone.script.speak(tone(500));
      void call.line?.play(tone(800), call.over);
    },
    told: () => bench.told.filter(({ url }) => url.endsWith("/recorded")).map(({ form }) => form),
  };
}

async function bytesOf({ recordings }: ReturnType<typeof stage>, sid: string) {
  const recording = recordings.get(ACCOUNT_SID, sid);
  const bytes = recording === null ? null : await recordings.read(recording);
  assert.ok(bytes);
  return bytes;
}

/** The recordings that a run of the simulator has which keeps them in this folder. */
function openOn(folder: string, { bench, call }: ReturnType<typeof stage>) {
  return createRecordings({
    clock: bench.clock,
    ticker: createTicker(bench.clock, assert.ifError),
    newSid: randomSid,
    webhooks: createWebhooks({ clock: bench.clock, faults: createFaults(), log: silentLog }),
    baseUrl: () => "https://api.twilio.com",
    folder,
    accountOf: (sid) => sid === ACCOUNT_SID ? call.account : null,
  });
}

describe("a recording of a call", () => {
  it("documented: mono holds both sides, and lasts as long as they talked", async () => {
    const at = stage();
    at.talk();
    const { sid } = at.recordings.ofCall(at.call, at.order);
    await at.bench.clock.advance(3000);
    at.phone.script.hangUp();
    await at.bench.clock.advance(1000);
    const bytes = await bytesOf(at, sid);
    assert.deepEqual(tonesOf(bytes), [[500, 800]]);
    assert.ok(Math.abs(bytes.length - 44 - 3 * 16_000) <= 320, `${bytes.length} bytes`);
    at.recordings.clear();
  });

  it("documented: dual has the far end in the first channel, what it heard in the second", async () => {
    const at = stage();
    at.talk();
    const { sid } = at.recordings.ofCall(at.call, { ...at.order, channels: 2 });
    await at.bench.clock.advance(2000);
    at.phone.script.hangUp();
    await at.bench.clock.advance(1000);
    assert.deepEqual(tonesOf(await bytesOf(at, sid)), [[500], [800]]);
    at.recordings.clear();
  });

  it("documented: a track records its own direction alone", async () => {
    const at = stage();
    at.talk();
    const one = at.recordings.ofCall(at.call, { ...at.order, track: "inbound" });
    const two = at.recordings.ofCall(at.call, { ...at.order, track: "outbound" });
    await at.bench.clock.advance(2000);
    at.phone.script.hangUp();
    await at.bench.clock.advance(1000);
    assert.deepEqual(tonesOf(await bytesOf(at, one.sid)), [[500]]);
    assert.deepEqual(tonesOf(await bytesOf(at, two.sid)), [[800]]);
    at.recordings.clear();
  });

  for (const behavior of ["skip", "silence"] as const) {
    it(`documented: a pause with ${behavior} leaves out what was said`, async () => {
      const at = stage();
      at.phone.script.speak(tone(500));
      const recording = at.recordings.ofCall(at.call, at.order);
      await at.bench.clock.advance(1000);
      at.recordings.pause(recording, behavior);
      assert.equal(recording.status, "paused");
      at.phone.script.speak(tone(1200));
      await at.bench.clock.advance(2000);
      at.phone.script.speak(tone(700));
      await at.bench.clock.advance(30);
      at.recordings.resume(recording);
      await at.bench.clock.advance(1000);
      at.recordings.stop(recording);
      assert.equal(recording.status, "processing");
      await at.bench.clock.advance(1000);
      const bytes = await bytesOf(at, recording.sid);
      assert.deepEqual(tonesOf(bytes), [[500, 700]]);
      const seconds = behavior === "skip" ? 2 : 4;
      assert.equal(Math.round((bytes.length - 44) / 16_000), seconds);
      assert.equal(at.told().at(-1)?.["RecordingDuration"], String(seconds));
      at.recordings.clear();
    });
  }

  it("documented: trimming cuts silence off both ends, not out of the middle", async () => {
    const at = stage();
    const { sid } = at.recordings.ofCall(at.call, { ...at.order, trim: true });
    for (const speaks of [false, true, false, true, false]) {
      at.phone.script.speak(speaks ? tone(500) : null);
      await at.bench.clock.advance(1000);
    }
    at.phone.script.hangUp();
    await at.bench.clock.advance(1000);
    const [samples = new Int16Array()] = channelsOf(await bytesOf(at, sid));
    assert.ok(Math.abs(samples.length - 3 * 8000) <= 320, `${samples.length} samples`);
    at.recordings.clear();
  });

  for (
    const [what, ms, trim, status, code] of [
      ["silent and trimmed, is absent (16102)", 1000, true, "absent", "16102"],
      ["silent, is kept untrimmed", 1000, false, "completed", "0"],
      ["too short, is absent (16101)", 0, false, "absent", "16101"],
    ] as const
  ) {
    it(`documented: one that is ${what}`, async () => {
      const at = stage();
      at.phone.script.speak(null);
      const recording = at.recordings.ofCall(at.call, { ...at.order, trim });
      await at.bench.clock.advance(ms);
      at.phone.script.hangUp();
      await at.bench.clock.advance(1000);
      assert.equal(recording.status, status);
      const told = at.told().at(-1);
      assert.deepEqual([told?.["RecordingStatus"], told?.["ErrorCode"]], [status, code]);
      at.recordings.clear();
    });
  }

  it("documented: is kept with both sides apart, however it was asked for", async () => {
    const at = stage();
    at.talk();
    const both = at.recordings.ofCall(at.call, at.order);
    const one = at.recordings.ofCall(at.call, { ...at.order, track: "inbound" });
    await at.bench.clock.advance(2000);
    at.phone.script.hangUp();
    await at.bench.clock.advance(1000);
    const stereo = await at.recordings.read(both, 2);
    const mono = await at.recordings.read(both);
    assert.ok(stereo && mono);
    assert.deepEqual([tonesOf(stereo), tonesOf(mono)], [[[500], [800]], [[500, 800]]]);
    assert.deepEqual([both.storedChannels, one.storedChannels], [2, 1]);
    at.recordings.clear();
  });

  it("documented: a participant's tells how it goes, too", async () => {
    const at = stage();
    at.talk();
    const url = "https://customer.test/recorded";
    const events = new Set(PARTICIPANT_RECORDING_EVENTS);
    const subscription = { url, method: "POST", events } as const;
    const recording = at.recordings.ofCall(at.call, { ...at.order, subscription });
    await at.bench.clock.advance(100);
    at.recordings.pause(recording, "silence");
    at.recordings.resume(recording);
    at.recordings.stop(recording);
    await at.bench.clock.advance(1000);
    assert.deepEqual(at.told().map((form) => form["RecordingStatus"]), [
      "started",
      "in-progress",
      "paused",
      "resumed",
      "stopped",
      "completed",
    ]);
    at.recordings.clear();
  });

  it("documented: it ends by itself after so much sound, or so much silence", async () => {
    const at = stage();
    at.phone.script.speak(tone(500));
    const long = at.recordings.ofCall(at.call, { ...at.order, maxMs: 2000 });
    const quiet = at.recordings.ofCall(at.call, { ...at.order, endAfterSilenceMs: 1000 });
    await at.bench.clock.advance(2100);
    assert.deepEqual([long.isOver, quiet.isOver], [true, false]);
    await long.stopped;
    at.phone.script.speak(null);
    await at.bench.clock.advance(1100);
    assert.ok(quiet.isOver);
    at.recordings.clear();
  });

  it("documented: its callbacks say which, of what, where and how long", async () => {
    const at = stage();
    at.talk();
    const { sid } = at.recordings.ofCall(at.call, { ...at.order, channels: 2 });
    assert.deepEqual(at.told().map((form) => form["RecordingStatus"]), ["in-progress"]);
    await at.bench.clock.advance(2000);
    at.phone.script.hangUp();
    await at.bench.clock.advance(1000);
    assert.deepEqual(formOf(at.bench.told.at(-1)), {
      AccountSid: ACCOUNT_SID,
      CallSid: at.call.sid,
      RecordingSid: sid,
      RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT_SID}/Recordings/${sid}`,
      RecordingStatus: "completed",
      RecordingChannels: "2",
      RecordingStartTime: "Mon, 05 Jan 2026 12:00:00 +0000",
      RecordingSource: "StartCallRecordingAPI",
      RecordingTrack: "both",
      RecordingDuration: "2",
      ErrorCode: "0",
    });
    at.recordings.clear();
  });

  it("is there after a restart, as it was, when a folder is named", async () => {
    const folder = mkdtempSync(join(tmpdir(), "twilio-recordings-test-"));
    const first = stage();
    const before = openOn(folder, first);
    first.talk();
    const order = { ...first.order, channels: 2 as const };
    const done = before.ofCall(first.call, order);
    await first.bench.clock.advance(2000);
    before.stop(done);
    await first.bench.clock.advance(1000);
    const running = before.ofCall(first.call, order);
    await first.bench.clock.advance(1000);
    const deleted = before.ofCall(first.call, order);
    before.stop(deleted);
    before.remove(deleted);
    const told = before.form(done);
    const bytes = await before.read(done);
    before.close();

    const after = openOn(folder, stage());
    assert.deepEqual(after.all(ACCOUNT_SID).map(({ sid }) => sid), [done.sid, running.sid]);
    const found = after.get(ACCOUNT_SID, done.sid);
    assert.ok(found && bytes);
    assert.deepEqual(after.form(found), told);
    assert.deepEqual(await after.read(found), bytes);
    const cutShort = after.get(ACCOUNT_SID, running.sid);
    assert.deepEqual([cutShort?.status, cutShort?.durationMs], ["completed", 1000]);
    assert.equal(statSync(join(folder, `${done.sid}.json`)).mode & 0o077, 0);
    after.clear();
    assert.deepEqual(readdirSync(folder), []);
    rmSync(folder, { recursive: true });
  });

  it("is deleted when a killed run left it unfinished, and nothing else is", () => {
    const folder = mkdtempSync(join(tmpdir(), "twilio-recordings-test-"));
    const left = `RE${"0".repeat(32)}.wav`;
    for (const name of [left, "RE-notes.wav"]) writeFileSync(join(folder, name), "");
    const recordings = openOn(folder, stage());
    assert.deepEqual(recordings.all(ACCOUNT_SID), []);
    assert.deepEqual(readdirSync(folder), ["RE-notes.wav"]);
    rmSync(folder, { recursive: true });
  });

  it("can be deleted once it is over, its file too, which only its owner could read", async () => {
    const at = stage();
    const recording = at.recordings.ofCall(at.call, at.order);
    assert.equal(at.recordings.current(at.call), recording);
    assert.ok(!at.recordings.remove(recording));
    assert.equal(statSync(recording.path).mode & 0o077, 0);
    await at.bench.clock.advance(100);
    at.recordings.stop(recording);
    assert.equal(at.recordings.current(at.call), null);
    assert.ok(at.recordings.remove(recording));
    assert.ok(!existsSync(recording.path));
    assert.equal(at.recordings.get(ACCOUNT_SID, recording.sid), null);
    at.recordings.clear();
  });
});

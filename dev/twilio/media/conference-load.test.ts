import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import * as v from "valibot";
import { createMixer } from "../audio/mixer.ts";
import { createTicker } from "../audio/ticker.ts";
import { systemClock } from "../clock.ts";
import { makeOffer } from "./peer.ts";
import { toneShare } from "./testing/tones.ts";

/** How many legs: 3 as the gate runs it; more to find out what a machine carries. */
const LEGS = Number(process.env["CONFERENCE_LEGS"] ?? 3);
/** Frames that are mixed while it is measured: 3 s. */
const BEATS = Number(process.env["CONFERENCE_SECONDS"] ?? 3) * 100;
/** After which the legs have settled: the first second of a connection is not even. */
const WARM_UP = 150;

const answered = v.object({ answer: v.string() });

test(`${LEGS} WebRTC legs in a conference have their frames in time`, async (t) => {
  const speakers = fork(new URL("testing/speakers.ts", import.meta.url));
  const mixer = createMixer();
  const last: Int16Array[] = [];
  const peers = [];
  for (let leg = 0; leg < LEGS; leg++) {
    const peer = await makeOffer();
    peers.push(peer);
    speakers.send({ offer: peer.sdp(), hz: 400 + 100 * leg });
    const [message] = await once(speakers, "message");
    await peer.accept(v.parse(answered, message).answer);
    const seat = mixer.sit((frame) => {
      peer.audio.write(frame);
      if (leg === 0) last.push(frame);
    });
    peer.audio.onFrame(seat.push);
  }
  const ticker = createTicker(systemClock, assert.ifError);
  let before = { ...mixer.figures(), cpu: process.cpuUsage() };
  await new Promise<void>((done) => {
    const stop = ticker.add(() => {
      mixer.beat();
      const { beats } = mixer.figures();
      if (beats === WARM_UP) before = { ...mixer.figures(), cpu: process.cpuUsage() };
      if (beats < WARM_UP + BEATS) return;
      stop();
      done();
    });
  });
  const { late, dropped } = mixer.figures();
  const { user, system } = process.cpuUsage(before.cpu);
  const figures = {
    frames: BEATS * LEGS,
    late: late - before.late,
    dropped: dropped - before.dropped,
    coresUsed: Number(((user + system) / (BEATS * 10_000)).toFixed(2)),
  };
  t.diagnostic(JSON.stringify(figures));
  for (const peer of peers) peer.close();
  speakers.disconnect();
  await once(speakers, "exit");

  const heard = Int16Array.from(last.slice(-50).flatMap((frame) => [...frame]));
  assert.ok(toneShare(heard, 500) > 0.3, "the first leg hears the second");
  assert.ok(toneShare(heard, 400) < 0.05, "and not itself");
  // None on a machine that has the time; one in a hundred is the patience for one that runs other tests beside.
  assert.ok(figures.late + figures.dropped <= figures.frames / 100, JSON.stringify(figures));
});

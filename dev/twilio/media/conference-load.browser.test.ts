// How well a conference of WebRTC legs runs in real time. Opens no browser, but has the machine to itself as those
// tests do: what runs beside would be measured, too.

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
/** For so many seconds without a late frame it must run; or it runs so long and tells. */
const GOOD_SECONDS = 3;
const SECONDS = Number(process.env["CONFERENCE_SECONDS"] ?? 0);
/** A machine that others use has this long to find its good seconds. */
const PATIENCE_SECONDS = 30;
const BEATS_A_SECOND = 100;

const answered = v.object({ answer: v.string() });

test(`${LEGS} WebRTC legs in a conference have all their frames in time`, async (t) => {
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

  const cpu = process.cpuUsage();
  const seconds = await measure(mixer);
  const { user, system } = process.cpuUsage(cpu);
  const coresUsed = ((user + system) / (seconds.length * 1_000_000)).toFixed(2);
  t.diagnostic(`late or lost in each second, of ${LEGS * 100}: ${seconds.join(" ")}`);
  t.diagnostic(`${coresUsed} of a core`);
  for (const peer of peers) peer.close();
  speakers.disconnect();
  await once(speakers, "exit");

  const heard = Int16Array.from(last.slice(-50).flatMap((frame) => [...frame]));
  const fair = 1 / (LEGS - 1);
  assert.ok(toneShare(heard, 500) > fair / 2, "the first leg hears the second");
  assert.ok(toneShare(heard, 400) < fair / 10, "and not itself");
  assert.ok(SECONDS > 0 || isGood(seconds), `late or lost: ${seconds.join(" ")}`);
});

const isGood = (seconds: readonly number[]): boolean =>
  seconds.length >= GOOD_SECONDS && seconds.slice(-GOOD_SECONDS).every((bad) => bad === 0);

/** Mixes until it ran well for long enough; returns how many frames came late or were lost in each second. */
function measure(mixer: ReturnType<typeof createMixer>): Promise<number[]> {
  const ticker = createTicker(systemClock, assert.ifError);
  const seconds: number[] = [];
  let before = 0;
  return new Promise((resolve) => {
    const stop = ticker.add(() => {
      mixer.beat();
      const { beats, late, dropped } = mixer.figures();
      if (beats % BEATS_A_SECOND !== 0) return;
      seconds.push(late + dropped - before);
      before = late + dropped;
      const done = SECONDS > 0 ? seconds.length === SECONDS : isGood(seconds);
      if (!done && seconds.length < PATIENCE_SECONDS) return;
      stop();
      resolve(seconds);
    });
  });
}

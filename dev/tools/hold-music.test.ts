import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { listen } from "../twilio/audio/goertzel.ts";
import { readWav } from "../twilio/audio/wav.ts";
import { drawHoldMusic, holdMusicModule, musicName, sampleRate } from "./hold-music.ts";

const root = join(import.meta.dirname, "../..");
const file = drawHoldMusic();
const samples = readWav(file) ?? assert.fail("no WAV");

test("the committed music is the one that the script draws", async () => {
  const committed = await readFile(join(root, "supabase/functions/hold/music.gen.ts"), "utf8");
  assert.equal(committed, holdMusicModule());
});

test("music that is kept in caches does not change: what changes gets the next number", () => {
  const digest = createHash("sha256").update(file).digest("hex");
  assert.deepEqual([musicName, digest], [
    "music-1",
    "1e6dce12261af6617f8cac0130410cab138506cfc9afd3600836b6fdfcd263d8",
  ]);
});

test("it is what a telephone carries: µ-law, mono, 8 kHz", () => {
  const header = new DataView(file.buffer, file.byteOffset);
  const [kind, channels] = [header.getUint16(20, true), header.getUint16(22, true)];
  assert.deepEqual([kind, channels, header.getUint32(24, true)], [7, 1, 8000]);
});

test("it lasts 24 s, begins and ends in silence, and has no click in between", () => {
  assert.equal(samples.length, 24 * sampleRate);
  assert.equal(samples[0], 0);
  assert.ok(samples.subarray(-10).every((sample) => Math.abs(sample) <= 8));
  // A full wave of the highest note with its harmonics rises no faster.
  const steepest = samples.reduce(
    (most, sample, at) => Math.max(most, Math.abs(sample - (samples[at - 1] ?? 0))),
    0,
  );
  assert.ok(steepest < 9000, `${steepest}`);
});

test("it is about 20 dB under full scale, never near it, and never silent for long", () => {
  const { level } = listen(samples);
  assert.ok(Math.abs(20 * Math.log10(level) + 20) < 0.5, `${level}`);
  assert.ok(samples.every((sample) => Math.abs(sample) < 0.55 * 32_768));
  for (let second = 0; second < 24; second++) {
    const heard = listen(samples.subarray(second * sampleRate, (second + 1) * sampleRate));
    assert.ok(heard.level > 0.03 && heard.tones.length > 0, `second ${second}`);
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { listen } from "./goertzel.ts";
import { readSound } from "./sound-file.ts";

const FRAME_BYTES = 192;

/**
 * Frames of MPEG-1 audio that say 750 Hz: layer I (ISO 11172-3), the one that can be written by hand; the decoder is
 * the same for all three. 32 kHz mono, 128 kbit/s: bands of 500 Hz, 12 samples of each a frame. In the second band
 * every pair of samples changes sign, which is the band's middle.
 */
function mpeg(frames: number): Uint8Array {
  const file = new Uint8Array(frames * FRAME_BYTES);
  for (let frame = 0; frame < frames; frame++) {
    const bits = [
      "11111111111111110100100011000000",
      // How many bits less one each band's samples have, four bits a band.
      `00000111${"0000".repeat(30)}`,
      // The band's scale: 1.
      "000011",
      ...Array.from({ length: 12 }, (_, i) => (i & 2) === 0 ? "10111111" : "01000000"),
    ].join("");
    for (let at = 0; at < bits.length; at += 8) {
      file[frame * FRAME_BYTES + at / 8] = parseInt(bits.slice(at, at + 8).padEnd(8, "0"), 2);
    }
  }
  return file;
}

test("an MPEG file becomes 8 kHz mono with its tone and its length", async () => {
  const samples = await readSound(mpeg(100));
  assert.ok(samples);
  // 384 samples a frame at 32 kHz; the decoder may keep its first or last frame to itself.
  assert.ok(Math.abs(samples.length - 100 * 96) <= 400, `${samples.length} samples`);
  const { tones, level } = listen(samples);
  assert.deepEqual(tones, [750]);
  assert.ok(level > 0.1, `level ${level}`);
});

test("what is neither WAV nor MPEG is not read, nor what only begins like one", async () => {
  assert.equal(await readSound(Buffer.from("<Response/>")), null);
  assert.equal(await readSound(Buffer.from("ID3 is only a tag")), null);
  assert.equal(await readSound(new Uint8Array()), null);
});

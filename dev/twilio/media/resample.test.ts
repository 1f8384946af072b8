import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Framer } from "./resample.ts";
import { toneShare } from "./testing/tones.ts";

function through(rate: number, channels: number, hz: number): Int16Array {
  const out: number[] = [];
  const framer = new Framer((frame) => out.push(...frame));
  const tenMs = rate / 100;
  for (let block = 0; block < 40; block++) {
    const samples = Int16Array.from(
      { length: tenMs * channels },
      (_, i) =>
        8000 * Math.sin((2 * Math.PI * hz * (block * tenMs + Math.floor(i / channels))) / rate),
    );
    framer.push(samples, rate, channels);
  }
  return Int16Array.from(out).slice(800);
}

const peak = (samples: Int16Array) => samples.reduce((most, s) => Math.max(most, Math.abs(s)), 0);

describe("a framer", () => {
  for (const [rate, channels] of [[8000, 1], [16_000, 1], [48_000, 1], [48_000, 2]] as const) {
    it(`keeps a 1 kHz tone from ${rate} Hz with ${channels} channel(s)`, () => {
      const out = through(rate, channels, 1000);
      assert.ok(toneShare(out, 1000) > 0.99);
      assert.ok(Math.abs(peak(out) - 8000) < 400, `peak ${peak(out)}`);
    });
  }

  it("lets nothing above 4 kHz fold into the telephone's band", () => {
    assert.ok(peak(through(48_000, 1, 6000)) < 200);
  });

  it("refuses a rate that is no multiple of 8 kHz", () => {
    const framer = new Framer(() => {});
    assert.throws(() => framer.push(new Int16Array(441), 44_100, 1), /rate is 44100 Hz/);
  });
});

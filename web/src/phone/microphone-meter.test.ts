import assert from "node:assert/strict";
import { test } from "node:test";
import { loudnessOf } from "./microphone-meter.ts";

const wave = (peak: number) => Float32Array.from({ length: 4096 }, (_, at) => peak * Math.sin(at));

test("loudness is even in decibels, from -60 to full scale", () => {
  assert.equal(loudnessOf(new Float32Array(64)), 0);
  assert.equal(loudnessOf(wave(0.0005)), 0);
  assert.equal(loudnessOf(new Float32Array(64).fill(1)), 1);
  const steps = [0.01, 0.1, 1].map((peak) => loudnessOf(wave(peak)));
  assert.deepEqual(steps.map((step) => step.toFixed(2)), ["0.28", "0.62", "0.95"]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { spectrum } from "./spectrum.ts";

test("agrees with the sum that it stands for", () => {
  const samples = Float64Array.from({ length: 13 }, (_, i) => Math.sin(i * i) + i / 7);
  const power = spectrum(samples);
  assert.equal(power.length, 8);
  power.forEach((found, bin) => {
    let [re, im] = [0, 0];
    samples.forEach((sample, i) => {
      re += sample * Math.cos((2 * Math.PI * bin * i) / 16);
      im -= sample * Math.sin((2 * Math.PI * bin * i) / 16);
    });
    assert.ok(Math.abs(found - (re * re + im * im)) < 1e-9, `bin ${bin}`);
  });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { createMixer } from "./mixer.ts";
import { once } from "./sources.ts";

const frame = (value: number) => new Int16Array(80).fill(value);

/** A mixer with people who each say a number for ever; `beat` gives what each hears then, undefined when nothing. */
function table(...values: number[]) {
  const mixer = createMixer();
  const heard: (number | undefined)[] = [];
  const seats = values.map((_, i) => mixer.sit((mix) => heard[i] = mix[0]));
  const say = () => seats.forEach((seat, i) => seat.push(frame(values[i] ?? 0)));
  say();
  const beat = () => {
    heard.fill(undefined);
    say();
    const all = mixer.beat();
    return { heard: values.map((_, i) => heard[i]), all: all[0] };
  };
  return { mixer, seats, beat };
}

test("each hears the sum of the others", () => {
  assert.deepEqual(table(1, 20, 300).beat(), { heard: [320, 301, 21], all: 321 });
});

test("a sum that is too loud is cut, not wrapped around", () => {
  assert.deepEqual(table(30_000, 30_000, -30_000).beat().all, 30_000);
  assert.deepEqual(table(30_000, 30_000, 1).beat().heard, [30_001, 30_001, 32_767]);
});

test("who does not speak is not heard, who does not hear is sent nothing", () => {
  const { seats: [first], beat } = table(1, 20, 300);
  assert.ok(first);
  first.speaks = false;
  assert.deepEqual(beat().heard, [320, 300, 20]);
  first.hears = false;
  assert.deepEqual(beat().heard, [undefined, 300, 20]);
});

test("a coach is heard by one alone, and by no recording", () => {
  const { seats: [agent, , coach], beat } = table(1, 20, 300);
  assert.ok(agent && coach);
  coach.coaches = agent;
  assert.deepEqual(beat(), { heard: [320, 1, 21], all: 21 });
});

test("a sound over the mix is heard by all, or by one, until its end", () => {
  const { mixer, seats: [first], beat } = table(1, 20);
  mixer.overlays.add(once(frame(1000)));
  first?.overlays.add(once(frame(5000)));
  assert.deepEqual(beat(), { heard: [6020, 1001], all: 1021 });
  assert.deepEqual(beat(), { heard: [20, 1], all: 21 });
});

test("figures keep the late frames of those who left", () => {
  const { mixer, seats: [first], beat } = table(1, 20);
  beat();
  for (let i = 0; i < 6; i++) mixer.beat();
  beat();
  const { late, beats } = mixer.figures();
  assert.equal(beats, 8);
  assert.ok(late > 0);
  first?.leave();
  assert.equal(mixer.figures().late, late);
});

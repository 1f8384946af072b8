import assert from "node:assert/strict";
import { test } from "node:test";
import { listen } from "../audio/goertzel.ts";
import { createTicker } from "../audio/ticker.ts";
import { manualClock } from "../clock.ts";
import { silentLog } from "../log.ts";
import { createSpeaker } from "../speech/speaker.ts";
import type { Behaviour } from "./behaviour.ts";
import { createTelephone } from "./telephone.ts";

function called(does: Behaviour) {
  const clock = manualClock();
  const { party } = createTelephone("+12025550199", does, {
    clock,
    ticker: createTicker(clock, assert.ifError),
    speaker: createSpeaker(null, silentLog),
  });
  const events: string[] = [];
  const frames: Int16Array[] = [];
  party.audio.onFrame((frame) => frames.push(frame));
  const began = clock.now();
  const note = (what: string) => events.push(`${clock.now() - began} ${what}`);
  party.ring({
    ringing: () => note("ringing"),
    answered: () => note("answered"),
    refused: (reason, sip) => note(`${reason} ${sip}`),
    hungUp: () => note("hung up"),
    digits: (digits) => note(`digits ${digits}`),
    message: () => note("message"),
  });
  /** What was heard in the last `ms`. */
  const heard = (ms: number) =>
    listen(Int16Array.from(frames.slice(-ms / 10).flatMap((frame) => [...frame])));
  return { clock, party, events, heard };
}

test("answers after its ring, plays its tone, presses keys, hangs up", async () => {
  const phone = called({
    behaviour: "answer",
    ringMs: 800,
    tone: 1200,
    digits: "42",
    hangupAfterMs: 4000,
  });
  await phone.clock.advance(4000);
  assert.deepEqual(phone.heard(1000).tones, [1200]);
  await phone.clock.advance(2000);
  assert.deepEqual(phone.events, ["0 ringing", "800 answered", "1300 digits 42", "4800 hung up"]);
});

test("an ordinary telephone rings shortly and is never silent for long", async () => {
  const phone = called({ behaviour: "answer" });
  await phone.clock.advance(4000);
  assert.deepEqual(phone.events, ["0 ringing", "1200 answered"]);
  assert.ok(phone.heard(1600).tones.length > 0);
});

test("assumed: busy is told at once and does not ring, reject rings first, no-answer rings on", async () => {
  assert.deepEqual(called({ behaviour: "busy" }).events, ["0 busy 486"]);
  const reject = called({ behaviour: "reject", ringMs: 300 });
  const silent = called({ behaviour: "no-answer" });
  await reject.clock.advance(60_000);
  await silent.clock.advance(60_000);
  assert.deepEqual(reject.events, ["0 ringing", "300 busy 603"]);
  assert.deepEqual(silent.events, ["0 ringing"]);
});

test("assumed: a network gives up a telephone that nobody answers: 480", async () => {
  const phone = called({ behaviour: "no-answer", ringMs: 20_000 });
  await phone.clock.advance(60_000);
  assert.deepEqual(phone.events, ["0 ringing", "20000 no-answer 480"]);
});

test("keys are pressed with the waits between them; a text is spoken again and again", async () => {
  const phone = called({ behaviour: "answer", ringMs: 0, digits: "1ww#", text: "Good morning" });
  await phone.clock.advance(2500);
  assert.deepEqual(phone.events, ["0 ringing", "0 answered", "500 digits 1", "1500 digits #"]);
  for (let time = 0; time < 3; time++) {
    await phone.clock.advance(1500);
    assert.ok(phone.heard(1480).level > 0.02);
  }
});

test("a mailbox speaks, beeps at 1000 Hz, then listens", async () => {
  const phone = called({ behaviour: "voicemail", ringMs: 0 });
  await phone.clock.advance(3000);
  assert.ok(phone.heard(1000).level > 0.02);
  await phone.clock.advance(1420);
  assert.deepEqual(phone.heard(300).tones, [1000]);
  await phone.clock.advance(3000);
  assert.equal(phone.heard(1000).level, 0);
});

test("a call that is cancelled while it rings is never answered", async () => {
  const phone = called({ behaviour: "answer" });
  await phone.clock.advance(500);
  phone.party.end();
  await phone.clock.advance(5000);
  assert.deepEqual(phone.events, ["0 ringing"]);
});

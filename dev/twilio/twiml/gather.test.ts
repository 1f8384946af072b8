import assert from "node:assert/strict";
import { test } from "node:test";
import { createBench, paths } from "../testing/bench.ts";

/** A call whose document is one Gather, then a Hangup. */
function gathering(attributes: string, inside = "") {
  const bench = createBench();
  bench.answers["/voice"] =
    `<Response><Gather ${attributes}>${inside}</Gather><Hangup/></Response>`;
  bench.answers["/keys"] = '<Response><Pause length="60"/></Response>';
  const { call, phone } = bench.callIn();
  return { bench, call, press: (digits: string) => phone.script.press(digits) };
}

test("documented: numDigits keys are enough", async () => {
  const { bench, press } = gathering('action="/keys" numDigits="4"');
  await bench.clock.advance(0);
  press("123");
  await bench.clock.advance(0);
  assert.equal(bench.asked.length, 1);
  press("456");
  await bench.clock.advance(0);
  assert.equal(bench.asked.at(-1)?.form["Digits"], "1234");
});

test("documented: an empty finishOnKey takes every key, and silence after the last ends it", async () => {
  const { bench, press } = gathering('action="/keys" finishOnKey="" timeout="2"');
  await bench.clock.advance(0);
  press("1#*");
  await bench.clock.advance(1900);
  assert.equal(bench.asked.length, 1);
  await bench.clock.advance(200);
  assert.equal(bench.asked.at(-1)?.form["Digits"], "1#*");
});

test("documented: what is inside is broken off by the first key, the timeout begins after it", async () => {
  const { bench, call, press } = gathering(
    'action="/keys" timeout="3" numDigits="1"',
    '<Say>One sentence</Say><Pause length="20"/><Say>never said</Say>',
  );
  await bench.clock.advance(10_000);
  assert.equal(call.status, "in-progress");
  press("7");
  await bench.clock.advance(0);
  assert.equal(bench.asked.at(-1)?.form["Digits"], "7");

  const silent = gathering('action="/keys" timeout="3"', '<Pause length="20"/>');
  await silent.bench.clock.advance(22_900);
  assert.equal(silent.call.status, "in-progress");
  await silent.bench.clock.advance(200);
  assert.equal(silent.call.status, "completed");
  assert.deepEqual(paths(silent.bench.asked), ["/voice"]);
});

test("documented: with actionOnEmptyResult the action is asked though nothing came", async () => {
  const { bench } = gathering('action="/keys" timeout="1" actionOnEmptyResult="true"');
  await bench.clock.advance(1100);
  assert.deepEqual(paths(bench.asked), ["/voice", "/keys"]);
  assert.equal(bench.asked.at(-1)?.form["Digits"], "");
});

test("documented: without an action the same document is asked with the keys", async () => {
  const { bench, press } = gathering('numDigits="1"');
  await bench.clock.advance(0);
  press("5");
  await bench.clock.advance(0);
  assert.deepEqual(paths(bench.asked), ["/voice", "/voice"]);
  assert.equal(bench.asked.at(-1)?.form["Digits"], "5");
});

test("assumed: speech is not recognised: asking for it is named in the log, keys are taken", async () => {
  const { bench, press } = gathering('input="dtmf speech" action="/keys" numDigits="1"');
  await bench.clock.advance(0);
  assert.ok(bench.log.some((line) => line.includes("<Gather input>")));
  press("5");
  await bench.clock.advance(0);
  assert.equal(bench.asked.at(-1)?.form["Digits"], "5");
});

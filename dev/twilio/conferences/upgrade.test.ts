// A plain call that becomes a conference by redirects of the API.

import assert from "node:assert/strict";
import { test } from "node:test";
import { tone } from "../audio/sources.ts";
import { ACCOUNT_SID, THEIR_NUMBER } from "../testing/accounts.ts";
import { type Bench, createBench, CUSTOMER, paths } from "../testing/bench.ts";
import type { Start } from "../twiml/start.ts";

const CONFERENCE = `<Response><Dial action="/after"><Conference beep="false" waitUrl=""
  statusCallback="/events" statusCallbackEvent="start end join leave">call-1</Conference></Dial></Response>`;

/** As the API gives it to a leg: without a document of its own, URLs are whole. */
const INLINE: Start = {
  kind: "inline",
  twiml: CONFERENCE.replaceAll('"/', `"${CUSTOMER}/`),
};

/** A caller (500 Hz) and the telephone that was dialled for them (850 Hz), talking. */
async function talking(bench: Bench) {
  bench.answers["/voice"] =
    `<Response><Dial answerOnBridge="true" action="/action"><Number>+12025550142</Number></Dial></Response>`;
  bench.behave("+12025550142", { behaviour: "answer", ringMs: 0, tone: 850 });
  const { call, phone } = bench.callIn(THEIR_NUMBER);
  await bench.clock.advance(500);
  phone.script.speak(tone(500));
  await bench.clock.advance(1100);
  const child = bench.leg("+12025550142");
  assert.deepEqual([call.line?.sent().tones, child.line?.sent().tones], [[850], [500]]);
  return { parent: call, child };
}

const events = (bench: Bench) =>
  bench.told.filter(({ url }) => url.endsWith("/events"))
    .map(({ form }) => form["StatusCallbackEvent"]);

test("seen live by others: the child is redirected, the parent follows by its action, both talk on", async () => {
  const bench = createBench();
  const { parent, child } = await talking(bench);
  bench.answers["/action"] = CONFERENCE;
  bench.engine.redirect(child, INLINE);
  await bench.clock.advance(1500);
  assert.deepEqual([parent.status, child.status], ["in-progress", "in-progress"]);
  assert.deepEqual([parent.line?.sent().tones, child.line?.sent().tones], [[850], [500]]);
  assert.deepEqual(events(bench), ["participant-join", "conference-start", "participant-join"]);
  assert.equal(bench.engine.conferences.running(ACCOUNT_SID, "call-1")?.participants.length, 2);
});

test("seen live by others: a redirect of the parent kills the child; its action is asked, the answer ignored", async () => {
  const bench = createBench();
  const { parent, child } = await talking(bench);
  bench.answers["/action"] = `<Response><Hangup/></Response>`;
  bench.engine.redirect(parent, INLINE);
  await bench.clock.advance(1500);
  assert.deepEqual([parent.status, child.status], ["in-progress", "completed"]);
  assert.equal(paths(bench.asked).at(-1), "/action");
  assert.deepEqual(events(bench), ["participant-join"]);
});

test("documented: out of the conference a leg goes on with its Dial's action", async () => {
  const bench = createBench();
  const { parent, child } = await talking(bench);
  bench.answers["/action"] = CONFERENCE;
  bench.answers["/after"] = `<Response><Pause length="60"/></Response>`;
  bench.engine.redirect(child, INLINE);
  await bench.clock.advance(1000);
  const conference = bench.engine.conferences.running(ACCOUNT_SID, "call-1");
  conference?.end();
  await bench.clock.advance(100);
  assert.deepEqual([parent.status, child.status], ["in-progress", "in-progress"]);
  const after = bench.asked.filter(({ url }) => url.endsWith("/after"));
  assert.deepEqual(after.map(({ form }) => form["DialCallStatus"]), ["answered", "answered"]);
  assert.ok(after.every(({ form }) => !("DialCallSid" in form)));
});

test("documented: a leg of a conference that is redirected leaves it, and the other stays", async () => {
  const bench = createBench();
  const { parent, child } = await talking(bench);
  bench.answers["/action"] = CONFERENCE;
  bench.answers["/elsewhere"] = `<Response><Pause length="60"/></Response>`;
  bench.engine.redirect(child, INLINE);
  await bench.clock.advance(1000);
  bench.engine.redirect(parent, {
    kind: "url",
    url: `${CUSTOMER}/elsewhere`,
    method: "POST",
  });
  await bench.clock.advance(1100);
  assert.deepEqual([parent.status, child.status], ["in-progress", "in-progress"]);
  assert.equal(events(bench).at(-1), "participant-leave");
  assert.deepEqual(child.line?.sent().tones, []);
});

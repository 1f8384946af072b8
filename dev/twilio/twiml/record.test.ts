import assert from "node:assert/strict";
import { test } from "node:test";
import { tone } from "../audio/sources.ts";
import { OUR_NUMBER, THEIR_NUMBER } from "../testing/accounts.ts";
import { createBench, CUSTOMER, formOf, paths } from "../testing/bench.ts";

const BEEP_MS = 500;

/** A call whose document is one Record with these attributes. */
async function recording(attributes: string) {
  const bench = createBench();
  bench.answers["/voice"] = `<Response><Record ${attributes}/><Hangup/></Response>`;
  bench.answers["/action"] = "<Response><Hangup/></Response>";
  const { call, phone } = bench.callIn();
  await bench.clock.advance(0);
  const speak = () => phone.script.speak(tone(600));
  return { bench, call, phone, speak, action: () => formOf(bench.asked.at(-1)) };
}

test("documented: after a beep the caller is recorded until a key, which the action is told with URL and length", async () => {
  const { bench, call, phone, speak, action } = await recording('action="/action"');
  await bench.clock.advance(BEEP_MS - 50);
  assert.deepEqual(call.line?.sent().tones, [1000]);
  await bench.clock.advance(100);
  speak();
  await bench.clock.advance(4000);
  phone.script.press("#");
  await bench.clock.advance(0);
  const form = action();
  assert.equal(form["Digits"], "#");
  assert.equal(form["RecordingDuration"], "4");
  assert.match(form["RecordingUrl"] ?? "", /\/Recordings\/RE[0-9a-f]{32}$/);
  assert.equal(call.status, "completed");
  bench.engine.recordings.clear();
});

test("documented: silence of timeout seconds ends it, and so does maxLength", async () => {
  const silent = await recording('action="/action" timeout="3" playBeep="false"');
  silent.speak();
  await silent.bench.clock.advance(2000);
  silent.phone.script.speak(null);
  await silent.bench.clock.advance(2900);
  assert.equal(silent.bench.asked.length, 1);
  await silent.bench.clock.advance(200);
  assert.equal(silent.action()["RecordingDuration"], "2");
  silent.bench.engine.recordings.clear();

  const long = await recording('action="/action" maxLength="10" playBeep="false"');
  long.speak();
  await long.bench.clock.advance(10_100);
  assert.equal(long.action()["RecordingDuration"], "10");
  assert.equal(long.action()["Digits"], "");
  long.bench.engine.recordings.clear();
});

test("documented: without an action the same document is asked again", async () => {
  const { bench, phone, speak } = await recording('playBeep="false" finishOnKey="5"');
  speak();
  await bench.clock.advance(1000);
  phone.script.press("1");
  assert.equal(bench.asked.length, 1);
  phone.script.press("5");
  await bench.clock.advance(0);
  assert.deepEqual(paths(bench.asked), ["/voice", "/voice"]);
  assert.equal(bench.asked.at(-1)?.form["Digits"], "5");
  bench.engine.recordings.clear();
});

test("documented: the action is asked of a caller who said nothing, too; a script may have it pass on", async () => {
  for (
    const [silentRecord, asked] of [["action", ["/voice", "/action"]], ["next-verb", [
      "/voice",
    ]]] as const
  ) {
    const { bench, call } = await recording('action="/action" timeout="2"');
    bench.choices.set({ ...bench.choices.now, silentRecord });
    await bench.clock.advance(3000);
    assert.deepEqual(paths(bench.asked), asked);
    assert.equal(call.status, "completed");
    bench.engine.recordings.clear();
  }
});

test("documented: silence counts only while packets come, else it runs to maxLength", async () => {
  const { bench, phone, speak, action } = await recording(
    'action="/action" timeout="2" maxLength="20" playBeep="false"',
  );
  speak();
  await bench.clock.advance(1000);
  phone.script.sendNothing();
  await bench.clock.advance(18_000);
  assert.deepEqual(paths(bench.asked), ["/voice"]);
  await bench.clock.advance(1500);
  assert.equal(action()["RecordingDuration"], "1");
  bench.engine.recordings.clear();
});

test("documented: a browser is recorded for 600 s at most, unless it says otherwise, a telephone for an hour", async () => {
  const running = async (from: "browser" | "telephone", attributes: string) => {
    const bench = createBench();
    bench.answers["/voice"] = `<Response><Record action="/action" ${attributes}/></Response>`;
    const { call } = from === "browser" ? bench.connect("ada") : bench.callIn();
    await bench.clock.advance(1000);
    const [one] = bench.engine.recordings.all(call.account.sid);
    bench.engine.recordings.clear();
    return one?.order.maxMs;
  };
  assert.equal(await running("browser", ""), 600_000);
  assert.equal(await running("browser", 'maxLength="700"'), 700_000);
  assert.equal(await running("telephone", ""), 3_600_000);
  assert.equal(await running("telephone", 'maxLength="20000"'), 14_400_000);
});

test("documented: a Record without action in a document that has no URL, or that the API gave, is 11100", async () => {
  const bench = createBench();
  bench.answers["/voice"] = '<Response><Pause length="60"/><Pause length="60"/></Response>';
  bench.answers["/update"] = "<Response><Record/></Response>";
  for (
    const start of [
      { kind: "inline", twiml: "<Response><Record/></Response>" },
      { kind: "inline", twiml: '<Response><Record action="/relative"/></Response>' },
      { kind: "url", url: `${CUSTOMER}/update`, method: "POST" },
    ] as const
  ) {
    const { call } = bench.callIn();
    await bench.clock.advance(61_000);
    bench.log.length = 0;
    bench.engine.redirect(call, start);
    await bench.clock.advance(100);
    assert.ok(bench.log.some((line) => line.includes("11100")), JSON.stringify(start));
  }
  assert.deepEqual(bench.engine.recordings.all(bench.engine.calls.all()[0]?.account.sid ?? ""), []);
});

test("documented: Start with Recording records both sides from there on, through redirects, and the call goes on at once", async () => {
  const bench = createBench();
  bench.answers["/voice"] =
    `<Response><Start><Recording recordingStatusCallback="${CUSTOMER}/recorded"/>` +
    "</Start><Say>a</Say><Redirect>/next</Redirect></Response>";
  bench.answers["/next"] = '<Response><Pause length="3"/><Hangup/></Response>';
  const { phone, call } = bench.callIn();
  await bench.clock.advance(100);
  phone.script.speak(tone(600));
  await bench.clock.advance(10_000);
  assert.equal(call.status, "completed");
  const form = formOf(bench.told.find(({ url }) => url.endsWith("/recorded")));
  assert.deepEqual(
    [form["RecordingSource"], form["RecordingChannels"], form["RecordingStatus"]],
    ["StartCallRecordingTwiML", "2", "completed"],
  );
  assert.ok(Number(form["RecordingDuration"]) >= 3);
  assert.equal(bench.engine.recordings.all(call.account.sid).length, 1);
  bench.engine.recordings.clear();
});

test("seen live by others: a relative callback of Start's Recording is never reached (11200)", async () => {
  const bench = createBench();
  bench.answers["/voice"] =
    '<Response><Start><Recording recordingStatusCallback="/recorded"/></Start><Pause/></Response>';
  bench.callIn();
  await bench.clock.advance(100);
  assert.ok(bench.log.some((line) => line.includes("11200")));
  bench.engine.recordings.clear();
});

test("documented: a caller who hangs up ends it: the action is told hangup, the callback comes when the file is ready", async () => {
  const { bench, phone, speak, action } = await recording(
    `action="/action" playBeep="false" recordingStatusCallback="${CUSTOMER}/recorded"`,
  );
  speak();
  await bench.clock.advance(3000);
  phone.script.hangUp();
  await bench.clock.advance(0);
  assert.deepEqual([action()["Digits"], action()["CallStatus"]], ["hangup", "completed"]);
  await bench.clock.advance(1000);
  const [told] = bench.told.filter(({ url }) => url.endsWith("/recorded"));
  assert.deepEqual(
    [told?.form["RecordingStatus"], told?.form["RecordingSource"], told?.form["RecordingDuration"]],
    ["completed", "RecordVerb", "3"],
  );
  bench.engine.recordings.clear();
});

test("documented: Dial records from the answer or from the ringing, and tells its action the URL", async () => {
  for (
    const [record, seconds, channels] of [
      ["record-from-answer-dual", "2", "2"],
      ["record-from-ringing", "5", "1"],
    ]
  ) {
    const bench = createBench();
    bench.behave(THEIR_NUMBER, { behaviour: "answer", ringMs: 3000, hangupAfterMs: 2000 });
    bench.answers["/voice"] = `<Response><Dial callerId="${OUR_NUMBER}" action="/action" ` +
      `record="${record}" recordingStatusCallback="${CUSTOMER}/recorded" ` +
      `recordingStatusCallbackEvent="in-progress completed"><Number>${THEIR_NUMBER}</Number>` +
      `</Dial></Response>`;
    bench.answers["/action"] = "<Response/>";
    const { call } = bench.connect("anna");
    await bench.clock.advance(8000);
    const told = bench.told.filter(({ url }) => url.endsWith("/recorded")).map(({ form }) => form);
    assert.deepEqual(told.map((form) => form["RecordingStatus"]), ["in-progress", "completed"]);
    const done = told.at(-1);
    assert.deepEqual(
      [done?.["RecordingDuration"], done?.["RecordingChannels"], done?.["CallSid"]],
      [seconds, channels, call.sid],
    );
    assert.equal(bench.asked.at(-1)?.form["RecordingUrl"], done?.["RecordingUrl"]);
    bench.engine.recordings.clear();
  }
});

test("documented: sequential nouns ring one after the other; ringTone sounds as in its country", async () => {
  const bench = createBench();
  bench.answers["/voice"] = '<Response><Dial answerOnBridge="true" sequential="true" ' +
    'timeout="5" ringTone="us"><Client>anna</Client><Client>bert</Client></Dial></Response>';
  const [anna, bert] = [bench.register("anna"), bench.register("bert")];
  const { call } = bench.connect("cleo");
  await bench.clock.advance(1000);
  assert.deepEqual([anna.rung.length, bert.rung.length], [1, 0]);
  assert.deepEqual(call.line?.sent().tones.toSorted((a, b) => a - b), [440, 480]);
  await bench.clock.advance(5000);
  assert.equal(bench.leg("client:anna").status, "no-answer");
  bert.rung[0]?.farEnd.script.answer();
  await bench.clock.advance(0);
  assert.equal(call.status, "in-progress");
});

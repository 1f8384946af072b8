import assert from "node:assert/strict";
import { test } from "node:test";
import { ACCOUNT_SID, OUR_NUMBER } from "../testing/accounts.ts";
import { createBench, CUSTOMER, formOf, paths } from "../testing/bench.ts";

test("documented: no document: the fallback URL is asked, with ErrorCode and ErrorUrl", async () => {
  const cases: [string | undefined, string][] = [
    [undefined, "11200"],
    ["<Response", "12100"],
    ["<Response><Nonsense/></Response>", "12200"],
  ];
  for (const [answer, code] of cases) {
    const bench = createBench();
    if (answer !== undefined) bench.answers["/voice"] = answer;
    bench.answers["/fallback"] = "<Response><Say>Please call later</Say></Response>";
    const { call } = bench.callIn();
    await bench.clock.advance(0);
    assert.deepEqual(paths(bench.asked), ["/voice", "/fallback"]);
    const form = formOf(bench.asked.at(-1));
    assert.equal(form["ErrorCode"], code);
    assert.equal(form["ErrorUrl"], `${CUSTOMER}/voice`);
    assert.equal(form["CallSid"], call.sid);
    await bench.clock.advance(3000);
    assert.equal(call.status, "completed");
  }
});

test("documented: an answer of another type is 12300, plain text is read aloud, parameters of the type do not matter", async () => {
  const cases = [
    ["image/png", "12300"],
    ["application/json", "12300"],
    ["text/plain", undefined],
    ["application/xml; charset=utf-8", undefined],
    ["text/html", undefined],
  ] as const;
  for (const [type, code] of cases) {
    const bench = createBench();
    bench.answers["/voice"] = "<Response><Say>Hello</Say></Response>";
    bench.types["/voice"] = type;
    bench.answers["/fallback"] = "<Response><Hangup/></Response>";
    bench.callIn();
    await bench.clock.advance(0);
    const asked = bench.asked.find(({ url }) => url.endsWith("/fallback"));
    assert.equal(asked?.form["ErrorCode"], code, type);
  }
});

test("documented: an error in a later document asks the fallback too, with that document's URL; only once a call", async () => {
  const bench = createBench();
  bench.answers["/voice"] = "<Response><Redirect>/next</Redirect></Response>";
  bench.answers["/next"] = "<Response><Pause/></Response>nonsense<";
  bench.answers["/fallback"] = "<Response><Redirect>/gone</Redirect></Response>";
  const { call } = bench.callIn();
  await bench.clock.advance(0);
  assert.deepEqual(paths(bench.asked), ["/voice", "/next", "/fallback", "/gone"]);
  const form = formOf(bench.asked[2]);
  assert.deepEqual([form["ErrorCode"], form["ErrorUrl"]], ["12100", `${CUSTOMER}/next`]);
  assert.equal(call.status, "in-progress");
  await bench.clock.advance(10_000);
  assert.equal(call.status, "completed");
});

test("documented: fallback fails too: the caller hears an apology, then the call ends", async () => {
  const bench = createBench();
  const { call } = bench.callIn();
  await bench.clock.advance(1000);
  assert.equal(call.status, "in-progress");
  assert.ok((call.line?.sent().level ?? 0) > 0.02);
  await bench.clock.advance(10_000);
  assert.equal(call.status, "completed");
});

test("documented: Say answers, Reject does not, a first Pause rings on", async () => {
  const bench = createBench();
  bench.answers["/voice"] = '<Response><Reject reason="busy"/></Response>';
  const rejected = bench.callIn();
  await bench.clock.advance(0);
  assert.deepEqual([rejected.call.status, rejected.call.answeredAt], ["busy", null]);

  bench.answers["/voice"] = '<Response><Pause length="3"/><Say>Hello there</Say></Response>';
  const { call } = bench.callIn();
  await bench.clock.advance(2900);
  assert.equal(call.status, "ringing");
  await bench.clock.advance(200);
  assert.equal(call.status, "in-progress");
});

test("assumed: a second Dial rings the caller on, early media is opened once", async () => {
  const bench = createBench();
  const dial = (to: string) =>
    `<Dial answerOnBridge="true" timeout="2" callerId="${OUR_NUMBER}"><Number>${to}</Number></Dial>`;
  bench.answers["/voice"] = `<Response>${dial("+12025550181")}${dial("+12025550182")}</Response>`;
  for (const end of ["1", "2"]) bench.behave(`+1202555018${end}`, { behaviour: "no-answer" });
  const { call } = bench.connect("anna");
  let told = 0;
  const party = call.party;
  assert.ok(party);
  const progress = party.progress.bind(party);
  party.progress = (audible) => {
    told++;
    progress(audible);
  };
  await bench.clock.advance(3000);
  assert.equal(bench.leg("+12025550181").status, "no-answer");
  assert.equal(bench.leg("+12025550182").status, "ringing");
  assert.deepEqual([told, call.line?.sent().tones], [1, [425]]);
});

test("documented: Redirect goes on elsewhere, relative to its document", async () => {
  const bench = createBench();
  bench.answers["/voice"] =
    "<Response><Redirect>next/step?x=1</Redirect><Say>never</Say></Response>";
  bench.answers["/next/step"] = "<Response><Hangup/></Response>";
  const { call } = bench.callIn();
  await bench.clock.advance(0);
  assert.equal(bench.asked.at(-1)?.url, `${CUSTOMER}/next/step?x=1`);
  assert.equal(call.status, "completed");
});

test("documented: Gather sends the keys before finishOnKey, or goes on when none came", async () => {
  const bench = createBench();
  bench.answers["/voice"] =
    `<Response><Gather action="/keys" timeout="3"><Say>Press some keys</Say></Gather>` +
    `<Say>Nothing came</Say></Response>`;
  bench.answers["/keys"] = "<Response><Hangup/></Response>";
  const { phone } = bench.callIn();
  await bench.clock.advance(500);
  phone.script.press("12");
  await bench.clock.advance(1000);
  assert.deepEqual(paths(bench.asked), ["/voice"]);
  phone.script.press("3#");
  await bench.clock.advance(0);
  assert.equal(bench.asked.at(-1)?.form["Digits"], "123");

  const { call } = bench.callIn();
  await bench.clock.advance(4500);
  assert.equal(call.status, "in-progress");
  await bench.clock.advance(1500);
  assert.equal(call.status, "completed");
  assert.deepEqual(paths(bench.asked), ["/voice", "/keys", "/voice"]);
});

test("seen live by others: redirecting a parent ends its child, and the old action's answer is ignored", async () => {
  const bench = createBench();
  bench.answers["/voice"] =
    '<Response><Dial action="/action"><Client>anna</Client></Dial></Response>';
  bench.answers["/action"] = "<Response><Hangup/></Response>";
  const { rung } = bench.register("anna");
  const { call } = bench.callIn();
  await bench.clock.advance(0);
  rung[0]?.farEnd.script.answer();
  await bench.clock.advance(1000);
  const twiml = '<Response><Pause length="5"/></Response>';
  bench.engine.redirect(call, { kind: "inline", twiml });
  await bench.clock.advance(0);
  assert.equal(bench.leg("client:anna").status, "completed");
  assert.deepEqual(paths(bench.asked), ["/voice", "/action"]);
  await bench.clock.advance(4900);
  assert.equal(call.status, "in-progress");
  await bench.clock.advance(200);
  assert.equal(call.status, "completed");
});

test("seen live by others: a redirected child lives on by itself; its parent's Dial is over", async () => {
  const bench = createBench();
  bench.answers["/voice"] =
    '<Response><Dial action="/action"><Client>anna</Client></Dial></Response>';
  bench.answers["/action"] = "<Response><Hangup/></Response>";
  const { rung } = bench.register("anna");
  const { call } = bench.callIn();
  await bench.clock.advance(0);
  rung[0]?.farEnd.script.answer();
  await bench.clock.advance(1000);
  const child = bench.leg("client:anna");
  bench.engine.redirect(child, {
    kind: "inline",
    twiml: '<Response><Pause length="5"/></Response>',
  });
  await bench.clock.advance(0);
  assert.equal(call.status, "completed");
  assert.equal(bench.asked.at(-1)?.form["DialBridged"], "true");
  assert.equal(child.status, "in-progress");
  await bench.clock.advance(5000);
  assert.equal(child.status, "completed");
});

test("a caller who is gone before the document comes is not dialled for", async () => {
  const bench = createBench();
  bench.answers["/voice"] = "<Response><Dial><Client>anna</Client></Dial></Response>";
  const { rung } = bench.register("anna");
  const { call, phone } = bench.callIn();
  phone.script.hangUp();
  await bench.clock.advance(1000);
  assert.equal(rung.length, 0);
  assert.equal(call.status, "no-answer");
});

test("documented: Play sends its digits, w waits half a second", async () => {
  const bench = createBench();
  bench.answers["/voice"] =
    '<Response><Play digits="1w2x#" loop="2"/><Pause length="9"/></Response>';
  const { call } = bench.callIn();
  await bench.clock.advance(1050);
  assert.equal(call.digitsSent, "12#");
  await bench.clock.advance(1100);
  assert.equal(call.digitsSent, "12#12#");
});

test("assumed: Play of what is neither WAV nor MP3 is heard as a phrase, not as silence", async () => {
  const bench = createBench();
  bench.answers["/voice"] = '<Response><Play>/music.ogg</Play><Pause length="9"/></Response>';
  bench.answers["/music.ogg"] = "OggS";
  const { call } = bench.callIn();
  await bench.clock.advance(800);
  assert.deepEqual(paths(bench.asked), ["/voice", "/music.ogg"]);
  assert.ok((call.line?.sent().level ?? 0) > 0.02);
});

test("what an account does not own, and a line without a document, are said so", async () => {
  const bench = createBench();
  const party = bench.phones.calling("+12025550155", null).party;
  const none = bench.engine.outsideCalls({ from: "+12025550155", to: "+12025550001", party });
  assert.ok("error" in none);
  const order = {
    accountSid: ACCOUNT_SID,
    appSid: `AP${"0".repeat(32)}`,
    identity: "a",
    params: {},
  };
  const refused = bench.engine.clientCalls({ ...order, party });
  assert.ok("error" in refused && refused.error.code === 21218);
});

test("documented: a document of more than 64 kB is not run (11750)", async () => {
  const bench = createBench();
  const filler = (bytes: number) =>
    `<Response><!--${"x".repeat(bytes - 41)}--><Pause/><Say>a</Say></Response>`;
  bench.answers["/fallback"] = "<Response><Reject/></Response>";
  bench.answers["/voice"] = filler(65_000);
  bench.callIn();
  await bench.clock.advance(10);
  assert.deepEqual(paths(bench.asked), ["/voice"]);
  bench.answers["/voice"] = filler(66_000);
  bench.callIn();
  await bench.clock.advance(10);
  assert.equal(bench.asked.at(-1)?.form["ErrorCode"], "11750");
});

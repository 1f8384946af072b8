import assert from "node:assert/strict";
import { test } from "node:test";
import { OUR_NUMBER, OUR_SECOND_NUMBER, THEIR_NUMBER } from "../testing/accounts.ts";
import { createBench, CUSTOMER, formOf, paths, statuses } from "../testing/bench.ts";

const EVENTS = `statusCallback="${CUSTOMER}/status" ` +
  `statusCallbackEvent="initiated ringing answered completed"`;
const clients = (...identities: string[]) =>
  identities.map((identity) => `<Client ${EVENTS}>${identity}</Client>`).join("");
const dial = (inside: string, attributes = 'answerOnBridge="true" action="/action"') =>
  `<Response><Dial ${attributes}>${inside}</Dial></Response>`;

test("documented: all ring at once, the first to answer wins, the others are cancelled", async () => {
  const bench = createBench();
  bench.answers["/voice"] = dial(clients("anna", "bert", "cleo"));
  const [anna, bert, cleo] = ["anna", "bert", "cleo"].map((name) => bench.register(name));
  const { call } = bench.callIn();
  await bench.clock.advance(0);
  assert.deepEqual([anna, bert, cleo].map((one) => one?.rung.length), [1, 1, 1]);
  assert.equal(call.status, "ringing");
  bert?.rung[0]?.farEnd.script.answer();
  await bench.clock.advance(0);
  assert.equal(call.status, "in-progress");
  assert.equal(bench.leg("client:bert").status, "in-progress");
  assert.deepEqual(["anna", "cleo"].map((name) => bench.leg(`client:${name}`).status), [
    "canceled",
    "canceled",
  ]);
  const ofBert = bench.told.filter(({ form }) => form["To"] === "client:bert");
  assert.deepEqual(statuses(ofBert), ["initiated", "ringing", "in-progress"]);
  const [first] = ofBert;
  assert.equal(first?.form["ParentCallSid"], call.sid);
  assert.equal(first?.form["Direction"], "outbound-dial");
  assert.equal(first?.form["SequenceNumber"], "0");
  assert.equal(first?.form["CallbackSource"], "call-progress-events");
  assert.equal(first?.form["Timestamp"], "Mon, 05 Jan 2026 12:00:00 +0000");
  assert.equal("CallDuration" in (first?.form ?? {}), false);
});

test("documented: the other side hangs up: action says completed, bridged, and for how long", async () => {
  const bench = createBench();
  bench.answers["/voice"] = dial(clients("anna"));
  bench.answers["/action"] = "<Response><Hangup/></Response>";
  const { rung } = bench.register("anna");
  const { call } = bench.callIn();
  await bench.clock.advance(2000);
  rung[0]?.farEnd.script.answer();
  await bench.clock.advance(61_000);
  rung[0]?.farEnd.script.hangUp();
  await bench.clock.advance(0);
  const form = formOf(bench.asked.at(-1));
  assert.equal(form["DialCallStatus"], "completed");
  assert.equal(form["DialBridged"], "true");
  assert.equal(form["DialCallDuration"], "61");
  assert.equal(form["DialCallSid"], bench.leg("client:anna").sid);
  assert.equal(form["CallStatus"], "in-progress");
  assert.equal(call.status, "completed");
  const last = bench.told.find(({ form }) => form["To"] === "client:anna" && "Duration" in form);
  assert.deepEqual(
    ["CallStatus", "CallDuration", "Duration", "SipResponseCode"].map((name) => last?.form[name]),
    ["completed", "61", "2", "200"],
  );
});

test("documented: the number's end is told to the application, once, without a SIP code", async () => {
  const bench = createBench();
  bench.answers["/voice"] = "<Response><Say>Hello</Say></Response>";
  bench.callIn();
  await bench.clock.advance(5000);
  const lines = bench.told.filter(({ url }) => url === `${CUSTOMER}/app-status`);
  assert.equal(lines.length, 1);
  const form = formOf(lines[0]);
  assert.equal(form["CallStatus"], "completed");
  assert.equal(form["SequenceNumber"], "0");
  assert.equal(form["Duration"], "1");
  assert.equal("SipResponseCode" in form, false);
});

test("seen live by others: a client that is not registered ends as no-answer at once", async () => {
  const bench = createBench();
  bench.answers["/voice"] = dial(clients("nobody"));
  bench.answers["/action"] = "<Response/>";
  const { call } = bench.callIn();
  await bench.clock.advance(0);
  const form = formOf(bench.asked.at(-1));
  assert.equal(form["DialCallStatus"], "no-answer");
  assert.equal(form["DialBridged"], "false");
  // Assumed: the parent that nobody answered ends the same way.
  assert.equal(call.status, "no-answer");
  assert.equal(call.answeredAt, null);
});

test("documented: nobody answers within the timeout, the action's document goes on", async () => {
  const bench = createBench();
  bench.answers["/voice"] = dial(
    clients("anna"),
    'answerOnBridge="true" timeout="12" action="/action"',
  );
  bench.answers["/action"] = "<Response><Say>Nobody is there</Say></Response>";
  const { rung } = bench.register("anna");
  const { call } = bench.callIn();
  await bench.clock.advance(11_900);
  assert.equal(bench.leg("client:anna").status, "ringing");
  await bench.clock.advance(200);
  assert.equal(bench.leg("client:anna").status, "no-answer");
  assert.equal(call.status, "in-progress");
  rung[0]?.farEnd.script.answer();
  await bench.clock.advance(3000);
  assert.equal(call.status, "completed");
});

test("assumed: the caller gives up: the legs are cancelled, the action is asked and its answer ignored", async () => {
  const bench = createBench();
  bench.answers["/voice"] = dial(clients("anna"));
  bench.answers["/action"] = "<Response><Redirect>/more</Redirect></Response>";
  bench.register("anna");
  const { call, phone } = bench.callIn();
  await bench.clock.advance(1000);
  phone.script.hangUp();
  await bench.clock.advance(0);
  assert.equal(bench.leg("client:anna").status, "canceled");
  assert.equal(call.status, "no-answer");
  assert.deepEqual(paths(bench.asked), ["/voice", "/action"]);
});

test("assumed: busy, rejecting and failing numbers tell the action so", async () => {
  const cases = [
    ["busy", "busy", "486"],
    ["reject", "busy", "603"],
    ["no-answer", "no-answer", "487"],
  ] as const;
  for (const [behaviour, status, sip] of cases) {
    const bench = createBench();
    bench.behave(THEIR_NUMBER, { behaviour });
    bench.answers["/voice"] = dial(
      `<Number ${EVENTS}>${THEIR_NUMBER}</Number>`,
      `answerOnBridge="true" action="/action" callerId="${OUR_NUMBER}" timeout="5"`,
    );
    bench.answers["/action"] = "<Response/>";
    const { call } = bench.connect("anna", { CallId: "u" });
    await bench.clock.advance(6000);
    assert.equal(bench.asked.at(-1)?.form["DialCallStatus"], status, behaviour);
    assert.equal(
      bench.told.find(({ form }) => form["To"] === THEIR_NUMBER && "Duration" in form)
        ?.form["SipResponseCode"],
      sip,
    );
    assert.equal(call.status, status);
  }
});

test("assumed: the called network gives up before the timeout: no-answer with its own SIP code, 480", async () => {
  const bench = createBench();
  bench.behave(THEIR_NUMBER, { behaviour: "no-answer", ringMs: 20_000 });
  bench.answers["/voice"] = dial(
    `<Number ${EVENTS}>${THEIR_NUMBER}</Number>`,
    `answerOnBridge="true" action="/action" callerId="${OUR_NUMBER}" timeout="60"`,
  );
  bench.answers["/action"] = "<Response/>";
  bench.connect("anna");
  await bench.clock.advance(20_100);
  assert.equal(bench.asked.at(-1)?.form["DialCallStatus"], "no-answer");
  const end = bench.told.find(({ form }) => form["To"] === THEIR_NUMBER && "Duration" in form);
  assert.deepEqual([end?.form["CallStatus"], end?.form["SipResponseCode"]], ["no-answer", "480"]);
});

test("assumed: a parent that still rings is redirected: what rings is cancelled, the new document runs", async () => {
  const bench = createBench();
  bench.answers["/voice"] = dial(clients("anna", "bert"));
  bench.answers["/action"] = "<Response><Hangup/></Response>";
  bench.register("anna");
  bench.register("bert");
  const { call } = bench.callIn();
  await bench.clock.advance(1000);
  bench.engine.redirect(call, {
    kind: "inline",
    twiml: '<Response><Say>One moment</Say><Pause length="30"/></Response>',
  });
  await bench.clock.advance(2000);
  assert.deepEqual(
    ["anna", "bert"].map((name) => bench.leg(`client:${name}`).status),
    ["canceled", "canceled"],
  );
  assert.equal(call.status, "in-progress");
  assert.equal(bench.asked.at(-1)?.form["DialBridged"], "false");
});

test("documented: a browser's call has its parameters, an empty Called, and no geography", async () => {
  const bench = createBench();
  bench.answers["/voice"] = dial(`<Number>${THEIR_NUMBER}</Number>`, `callerId="${OUR_NUMBER}"`);
  const { call } = bench.connect("anna", { CallId: "uuid", CallSid: "forged" });
  await bench.clock.advance(0);
  const form = formOf(bench.asked[0]);
  assert.deepEqual(Object.keys(form).sort(), [
    "AccountSid",
    "ApiVersion",
    "ApplicationSid",
    "CallId",
    "CallSid",
    "CallStatus",
    "Called",
    "Caller",
    "Direction",
    "From",
    "To",
  ]);
  assert.equal(form["CallSid"], call.sid);
  assert.deepEqual([form["From"], form["To"], form["Called"], form["CallId"]], [
    "client:anna",
    "",
    "",
    "uuid",
  ]);
  // Without answerOnBridge the parent is answered as soon as it dials.
  assert.equal(call.status, "in-progress");
});

test("documented: a call with answerOnBridge rings audibly at the browser, and both hear each other once bridged", async () => {
  const bench = createBench();
  bench.behave(THEIR_NUMBER, { behaviour: "answer", ringMs: 3000, tone: 700, digits: "5" });
  bench.answers["/voice"] = dial(
    `<Number>${THEIR_NUMBER}</Number>`,
    `callerId="${OUR_NUMBER}" answerOnBridge="true"`,
  );
  const { call, browser } = bench.connect("anna");
  await bench.clock.advance(900);
  assert.equal(call.status, "ringing");
  assert.deepEqual(call.line?.sent().tones, [425]);
  await bench.clock.advance(5000);
  assert.equal(call.status, "in-progress");
  assert.deepEqual(call.line?.sent().tones, [700]);
  assert.equal(call.digitsSent, "5");
  browser.script.press("12#");
  assert.equal(bench.leg(THEIR_NUMBER).digitsSent, "12#");
  const leg = bench.leg(THEIR_NUMBER);
  browser.script.hangUp();
  await bench.clock.advance(0);
  assert.equal(leg.status, "completed");
  assert.equal(leg.endedBy, "other-leg");
  assert.equal(call.endedBy, "far-end");
});

test("documented: timeLimit ends the leg, and the Dial goes on", async () => {
  const bench = createBench();
  bench.answers["/voice"] = `<Response><Dial timeLimit="10">` +
    `<Client>anna</Client></Dial><Say>Time is up</Say></Response>`;
  const { rung } = bench.register("anna");
  const { call } = bench.callIn();
  await bench.clock.advance(0);
  rung[0]?.farEnd.script.answer();
  await bench.clock.advance(9990);
  assert.equal(bench.leg("client:anna").status, "in-progress");
  await bench.clock.advance(20);
  assert.equal(bench.leg("client:anna").endedBy, "time");
  assert.equal(call.status, "in-progress");
  await bench.clock.advance(2000);
  assert.equal(call.status, "completed");
});

test("documented: a telephone is shown only a number of the account", async () => {
  for (const callerId of ["", "+12025559999"]) {
    const bench = createBench();
    bench.answers["/voice"] = dial(
      `<Number>${THEIR_NUMBER}</Number>`,
      `action="/action" callerId="${callerId}"`,
    );
    bench.answers["/action"] = "<Response/>";
    bench.connect("anna");
    await bench.clock.advance(0);
    assert.equal(bench.asked.at(-1)?.form["DialCallStatus"], "failed");
    assert.ok(bench.log.some((line) => line.includes("13214")));
  }
});

test("documented: a noun's url runs on the leg before the two are connected; hanging up there never bridges", async () => {
  for (const accepts of [true, false]) {
    const bench = createBench();
    bench.behave(THEIR_NUMBER, { behaviour: "answer", ringMs: 0 });
    bench.answers["/voice"] = dial(
      `<Number url="/whisper">${THEIR_NUMBER}</Number>`,
      'answerOnBridge="true" action="/action"',
    );
    bench.answers["/whisper"] = `<Response><Say>Hello</Say>${
      accepts ? "" : "<Hangup/>"
    }</Response>`;
    bench.answers["/action"] = "<Response/>";
    const { call } = bench.callIn("+12025550177");
    await bench.clock.advance(100);
    const leg = bench.leg(THEIR_NUMBER);
    assert.deepEqual([leg.status, call.status], ["in-progress", "ringing"]);
    assert.equal(bench.asked.at(-1)?.form["CallSid"], leg.sid);
    await bench.clock.advance(1000);
    if (accepts) assert.equal(call.status, "in-progress");
    else {
      const form = formOf(bench.asked.at(-1));
      assert.deepEqual([form["DialCallStatus"], form["DialBridged"]], ["completed", "false"]);
    }
  }
});

test("assumed: several devices of one identity ring as one leg; the first to answer stops the others", async () => {
  const bench = createBench();
  bench.answers["/voice"] = dial(clients("anna"));
  const [one, two] = [bench.register("anna"), bench.register("anna")];
  bench.callIn();
  await bench.clock.advance(0);
  two.rung[0]?.farEnd.script.answer();
  one.rung[0]?.farEnd.script.answer();
  await bench.clock.advance(0);
  two.rung[0]?.farEnd.script.press("7");
  assert.equal(bench.leg("client:anna").digitsHeard, "7");
  two.rung[0]?.farEnd.script.hangUp();
  assert.equal(bench.leg("client:anna").status, "completed");
});

test("assumed: a number of the simulator's own account is called inside it: both ends talk", async () => {
  const bench = createBench();
  const loop = `<Response><Dial answerOnBridge="true">${clients("bert")}</Dial></Response>`;
  bench.answers["/voice"] = (form) =>
    form["From"] === "client:anna"
      ? dial(
        `<Number>${OUR_SECOND_NUMBER}</Number>`,
        `callerId="${OUR_NUMBER}" answerOnBridge="true"`,
      )
      : loop;
  const bert = bench.register("bert");
  const { call, browser } = bench.connect("anna");
  await bench.clock.advance(0);
  const [rung] = bert.rung;
  assert.equal(rung?.call.from, OUR_NUMBER);
  assert.equal(call.status, "ringing");
  rung?.farEnd.script.answer();
  await bench.clock.advance(0);
  assert.equal(call.status, "in-progress");
  browser.script.press("9");
  await bench.clock.advance(1500);
  assert.equal(bench.leg("client:bert").digitsSent, "9");
  rung?.farEnd.script.hangUp();
  await bench.clock.advance(0);
  assert.deepEqual(bench.engine.calls.all().map((one) => one.status), Array(4).fill("completed"));
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { TwimlFailure } from "./failure.ts";
import { parseTwiml } from "./parse.ts";
import { checkTwiml } from "./schema.ts";

function code(body: () => unknown): number | null {
  try {
    body();
    return null;
  } catch (error) {
    assert.ok(error instanceof TwimlFailure);
    return error.code;
  }
}

test("documented: verbs keep their order, attributes and text, entities are resolved", () => {
  const verbs = parseTwiml(`<?xml version="1.0" encoding="UTF-8"?>
    <!-- a comment -->
    <Response><Say voice="x">Tom &amp; &#74;erry</Say><Pause length="2"/>
      <Dial action="/a?x=1&amp;y=2"><Client><Identity> anna </Identity></Client><Number>+1</Number></Dial>
    <Say>again</Say></Response>`);
  assert.deepEqual(verbs.map(({ name }) => name), ["Say", "Pause", "Dial", "Say"]);
  const [say, pause, dial] = verbs;
  assert.equal(say?.text, "Tom & Jerry");
  assert.deepEqual(pause?.attributes, { length: "2" });
  assert.equal(dial?.attributes["action"], "/a?x=1&y=2");
  assert.deepEqual(dial?.children.map(({ name, text }) => [name, text]), [["Client", "anna"], [
    "Number",
    "+1",
  ]]);
});

test("documented: what is no XML is 12100, another root 12102", () => {
  for (const text of ["", "hello", "<Response>", "<Response><Say></Response>", '{"a":1}']) {
    assert.equal(code(() => parseTwiml(text)), 12100, text);
  }
  for (const text of ["<Say>hi</Say>", "<response/>", "<html><body/></html>"]) {
    assert.equal(code(() => parseTwiml(text)), 12102, text);
  }
  assert.deepEqual(parseTwiml("<Response/>"), []);
});

const check = (inside: string) => checkTwiml(parseTwiml(`<Response>${inside}</Response>`));

test("assumed: unknown and not simulated elements are 12200, and the sentence says which of the two", () => {
  const many = "<Client>a</Client>".repeat(11);
  const cases = [
    ["<say>x</say>", /<say> is unknown/],
    ["<Dial><number>1</number></Dial>", /<number> in <Dial> is unknown/],
    ["<Client>a</Client>", /unknown/],
    ["<Enqueue>q</Enqueue>", /<Enqueue> is not simulated/],
    ["<Refer><Sip>sip:a@b</Sip></Refer>", /<Refer> is not simulated/],
    ["<Dial><Queue>q</Queue></Dial>", /<Queue> in <Dial> is not simulated/],
    ["<Dial><Sip>sip:a@b</Sip></Dial>", /<Sip> in <Dial> is not simulated/],
    [`<Dial>${many}</Dial>`, /more than 10/],
  ] as const;
  for (const [inside, says] of cases) {
    assert.throws(() => check(inside), (error: unknown) => {
      assert.ok(error instanceof TwimlFailure && error.code === 12200, inside);
      assert.match(error.message, says);
      return true;
    });
  }
});

test("documented: what stands wrongly in Dial is 13215, in Gather 13320, a conference without a name 13237", () => {
  assert.equal(code(() => check("<Dial><Say>x</Say></Dial>")), 13215);
  const two = "<Conference>a</Conference><Client>b</Client>";
  assert.equal(code(() => check(`<Dial>${two}</Dial>`)), 13215);
  assert.equal(code(() => check("<Gather><Dial>+1</Dial></Gather>")), 13320);
  assert.equal(code(() => check("<Dial><Conference> </Conference></Dial>")), 13237);
});

test("documented: characters that XML forbids, as they are or as references, make a document that is none: 12100", () => {
  const dial = (callerId: string) => code(() => check(`<Dial callerId="${callerId}">+1</Dial>`));
  for (const callerId of ["\u0001", "&#1;", "&#x1f;", "\ufffe", "&#xD800;"]) {
    assert.equal(dial(callerId), 12100, JSON.stringify(callerId));
  }
  assert.deepEqual(check(`<Say>\tTab, &#10;line, \u{1F4DE}, &#x1F4DE;</Say>`), []);
});

test("documented: a wrong value is a warning with its code, an unknown attribute is named", () => {
  const cases = [
    ['<Dial record="x">+1</Dial>', 13217],
    ['<Dial timeout="soon">+1</Dial>', 13212],
    ['<Dial timeLimit="0">+1</Dial>', 13216],
    ['<Dial><Number sendDigits="1e">+1</Number></Dial>', 13222],
    ['<Dial><Conference muted="yes">a</Conference></Dial>', 13230],
    ['<Dial><Conference beep="loud">a</Conference></Dial>', 13235],
    ['<Gather numDigits="none"/>', 13314],
    ['<Record maxLength="-1"/>', 13612],
    ['<Record playBeep="1"/>', 13616],
    ['<Pause length="0"/>', 13910],
    ['<Redirect method="PUT">/x</Redirect>', 13710],
    ['<Say volume="x">a</Say>', 12200],
  ] as const;
  for (const [inside, code] of cases) {
    assert.deepEqual(check(inside).map((warning) => warning.code), [code], inside);
  }
  assert.deepEqual(check('<Say voice="x" loop="2">a<break/>b</Say>'), []);
});

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

test("verbs keep their order, attributes and text, entities are resolved", () => {
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

test("assumed: unknown, misplaced and not simulated elements are 12200; unknown attributes are only named", () => {
  const check = (inside: string) => checkTwiml(parseTwiml(`<Response>${inside}</Response>`));
  const many = "<Client>a</Client>".repeat(11);
  for (
    const inside of [
      "<say>x</say>",
      "<Enqueue>q</Enqueue>",
      "<Dial><Conference>c</Conference></Dial>",
      "<Client>a</Client>",
      "<Gather><Dial>+1</Dial></Gather>",
      `<Dial>${many}</Dial>`,
    ]
  ) {
    assert.equal(code(() => check(inside)), 12200, inside);
  }
  assert.deepEqual(check('<Say voice="x">a<break/>b</Say><Dial record="x">+1</Dial>'), [
    "<Dial record> is unknown or not simulated, ignored",
  ]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import twilio from "twilio";
import { seededRandom } from "../ids.ts";
import { sign } from "./signature.ts";

test("documented: the official library accepts what we sign, over 500 odd forms and URLs", () => {
  const random = seededRandom(11);
  const letters = Array.from("aAzZ09_-~ %&=+#?ÄßéЖ中😀'\"<>\n");
  const word = (length: number) =>
    Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join("");
  for (let round = 0; round < 500; round++) {
    const form = Object.fromEntries(
      Array.from({ length: 1 + Math.floor(random() * 12) }, () => [word(6), word(9)]),
    );
    const port = random() < 0.5 ? ":54321" : "";
    const url = `http://localhost${port}/voice/inbound?a=${encodeURIComponent(word(4))}&b=1`;
    assert.ok(twilio.validateRequest("token", sign("token", url, form), url, form));
  }
});

test("documented: another token, URL or value does not fit", () => {
  const url = "https://example.com/voice";
  const signature = sign("token", url, { a: "1" });
  assert.equal(twilio.validateRequest("tokem", signature, url, { a: "1" }), false);
  assert.equal(twilio.validateRequest("token", signature, `${url}/`, { a: "1" }), false);
  assert.equal(twilio.validateRequest("token", signature, url, { a: "2" }), false);
});

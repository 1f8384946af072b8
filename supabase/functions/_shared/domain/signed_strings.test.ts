import { createHmac } from "node:crypto";
import { assertEquals } from "@std/assert";
import { getExpectedTwilioSignature, validateRequest } from "twilio/lib/webhooks/webhooks.js";
import { parseForm, toRecord } from "./form.ts";
import { signedStrings } from "./signed_strings.ts";

const authToken = "0123456789abcdef0123456789abcdef";

function sign(text: string): string {
  return createHmac("sha1", authToken).update(text, "utf8").digest("base64");
}

/** A small seeded generator (mulberry32), so that a failure can be run again. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

// Names that sort differently by UTF-16, by code point and by locale; values that need escaping.
const pieces = [
  "To",
  "to",
  "TO",
  "10",
  "9",
  "__proto__",
  "constructor",
  "ä",
  "Z",
  "z",
  "ﬀ",
  "𝒳",
  "\u{1F4DE}",
  "İ",
  "ß",
  "é",
  "e\u0301",
  "",
  " ",
  "+",
  "%",
  "&",
  "=",
  "'",
  '"',
  "<b>",
  "\r\n",
  "\t",
  "\u202e",
];

function randomForm(next: (below: number) => number): string {
  const fields = Array.from({ length: next(12) }, () => {
    const name = pieces[next(pieces.length)]! + (next(3) === 0 ? String(next(3)) : "");
    const value = Array.from({ length: next(4) }, () => pieces[next(pieces.length)]).join("");
    return `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  });
  return fields.join("&");
}

const bases = [
  "https://x.supabase.co/functions/v1/inbound",
  "https://x.supabase.co:443/functions/v1/inbound",
  "https://x.supabase.co:8443/functions/v1/inbound",
  "http://127.0.0.1:54321/functions/v1/status",
  "http://[::1]:54321/functions/v1/status",
  "http://localhost/functions/v1/status",
];
const queries = ["", "?", "?ticket=1", "?a='b'&c=%27", "?a=%2B+b&a=c", "?x=ü&y=%C3%BC", "?q=a,b;c"];

Deno.test("the strings hold what the official library signs, for 5,000 random forms", () => {
  const next = random(20261122);
  for (let i = 0; i < 5000; i++) {
    const url = bases[next(bases.length)]! + queries[next(queries.length)]!;
    const form = parseForm(randomForm(next));
    const expected = getExpectedTwilioSignature(authToken, url, { ...toRecord(form) });
    const signatures = signedStrings(url, form).map(sign);
    assertEquals(signatures.includes(expected), true, `${url} ${JSON.stringify([...form])}`);
  }
});

Deno.test("whatever the strings accept the official library accepts, and the other way round", () => {
  const next = random(7);
  for (let i = 0; i < 2000; i++) {
    const base = bases[next(bases.length)]!;
    const url = base + queries[next(queries.length)]!;
    const signed = [url, new URL(url).href, url.replace(/:\d+(?=\/f)/, ""), base, `${url}x`][
      next(5)
    ]!;
    const form = parseForm(randomForm(next));
    const params = { ...toRecord(form) };
    const signature = getExpectedTwilioSignature(authToken, signed, params);
    assertEquals(
      signedStrings(url, form).map(sign).includes(signature),
      validateRequest(authToken, signature, url, params),
      `${url} signed as ${signed}`,
    );
  }
});

Deno.test("the URL as it was asked for comes first", () => {
  const [first] = signedStrings(
    "https://x.supabase.co/functions/v1/inbound?ticket=1",
    parseForm(""),
  );
  assertEquals(first, "https://x.supabase.co/functions/v1/inbound?ticket=1");
});

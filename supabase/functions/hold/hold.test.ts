import { assertEquals } from "@std/assert";
import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { answerHold } from "./hold.ts";

const publicUrl = "https://calls.example.com/functions/v1";
const answer = answerHold(publicUrl);

function ask(path: string, init: RequestInit = {}): Response {
  return answer(new Request(`https://inside.example.com${path}`, init));
}

/** What the library would write. */
function played(url: string): string {
  const response = new VoiceResponse();
  response.play({ loop: 0 }, url);
  return response.toString();
}

Deno.test("GET and POST answer the document that plays the music over and over", async () => {
  for (const method of ["GET", "POST"]) {
    const response = ask("/hold?CallSid=CA1", { method });
    assertEquals(response.status, 200);
    assertEquals(response.headers.get("content-type"), "text/xml; charset=utf-8");
    assertEquals(await response.text(), played(`${publicUrl}/hold/music-1.wav`));
  }
});

Deno.test("a public address is escaped as the library escapes it", async () => {
  const odd = "https://calls.example.com/a&b<c";
  const response = answerHold(odd)(new Request("https://inside.example.com/hold"));
  assertEquals(await response.text(), played(`${odd}/hold/music-1.wav`));
});

Deno.test("the music is a WAV file, which caches may keep for a year", async () => {
  const response = ask("/hold/music-1.wav");
  const bytes = new Uint8Array(await response.arrayBuffer());
  assertEquals(new TextDecoder().decode(bytes.subarray(0, 4)), "RIFF");
  assertEquals(Object.fromEntries(response.headers), {
    "cache-control": "public, max-age=31536000, immutable",
    "content-length": String(bytes.length),
    "content-type": "audio/wav",
    "etag": '"music-1"',
    "last-modified": "Sun, 29 Nov 2026 00:00:00 GMT",
  });
});

Deno.test("HEAD says the same without the music", async () => {
  const [head, get] = [ask("/hold/music-1.wav", { method: "HEAD" }), ask("/hold/music-1.wav")];
  assertEquals([head.status, await head.text()], [200, ""]);
  assertEquals(Object.fromEntries(head.headers), Object.fromEntries(get.headers));
});

Deno.test("whoever has the music is told so, by entity tag before date", async () => {
  const before = "Sat, 28 Nov 2026 00:00:00 GMT";
  const same = "Sun, 29 Nov 2026 00:00:00 GMT";
  const cases: [Record<string, string>, number][] = [
    [{ "if-none-match": '"music-1"' }, 304],
    [{ "if-none-match": '"other", W/"music-1"' }, 304],
    [{ "if-none-match": "*" }, 304],
    [{ "if-none-match": '"music-0"' }, 200],
    [{ "if-none-match": '"music-0"', "if-modified-since": same }, 200],
    [{ "if-modified-since": same }, 304],
    [{ "if-modified-since": before }, 200],
    [{ "if-modified-since": "yesterday" }, 200],
  ];
  for (const [headers, status] of cases) {
    const response = ask("/hold/music-1.wav", { headers });
    const { length } = await response.text();
    assertEquals([response.status, length > 0], [status, status === 200], JSON.stringify(headers));
    assertEquals(response.headers.get("etag"), '"music-1"');
  }
});

Deno.test("there is nothing else", () => {
  const cases: [string, string, number][] = [
    ["POST", "/hold/music-1.wav", 405],
    ["PUT", "/hold", 405],
    ["GET", "/hold/music-2.wav", 404],
    ["GET", "/hold/../hold.ts", 404],
    ["GET", "/", 404],
  ];
  for (const [method, path, status] of cases) {
    assertEquals(ask(path, { method }).status, status, `${method} ${path}`);
  }
  assertEquals(ask("/hold/music-1.wav", { method: "POST" }).headers.get("allow"), "GET, HEAD");
});

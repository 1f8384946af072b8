import * as v from "valibot";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { randomNumber } from "./people.ts";
import { control } from "./simulator.ts";
import { publicUrl, stack } from "./stack.ts";
import { createTwilioAccount } from "./twilio_account.ts";
import { until } from "./until.ts";

const holdUrl = `${publicUrl}/hold`;
const musicUrl = `${holdUrl}/music-1.wav`;

Deno.test("anybody gets the document, and the music that it names", async () => {
  for (const method of ["GET", "POST"]) {
    const response = await fetch(holdUrl, { method });
    assertEquals(response.headers.get("content-type"), "text/xml; charset=utf-8");
    assertStringIncludes(await response.text(), `<Play loop="0">${musicUrl}</Play></Response>`);
  }
  const music = await fetch(musicUrl);
  const { byteLength } = await music.arrayBuffer();
  assertEquals([music.status, music.headers.get("content-type")], [200, "audio/wav"]);
  const head = await fetch(musicUrl, { method: "HEAD" });
  assertEquals(head.headers.get("content-length"), String(byteLength));
  const etag = music.headers.get("etag")!;
  const known = await fetch(musicUrl, { headers: { "if-none-match": etag } });
  assertEquals([known.status, await known.text()], [304, ""]);
  const other = await fetch(`${holdUrl}/hold.ts`);
  assertEquals(other.status, 404);
  await other.body?.cancel();
});

const CallSchema = v.object({ call_sid: v.string(), conference_sid: v.string() });
const SidSchema = v.object({ sid: v.string() });
const LegSchema = v.object({
  heard: v.object({ tones: v.array(v.number()) }),
  conference: v.nullable(v.object({ status: v.string() })),
});
const WebhooksSchema = v.array(v.object({
  url: v.string(),
  method: v.string(),
  status: v.nullable(v.number()),
}));

async function getJson(path: string): Promise<unknown> {
  return await (await fetch(`${stack.twilioUrl}/_control${path}`)).json();
}

// Without a method Twilio asks by GET, as its description says; others saw POST.
for (const [name, method] of [["no HoldMethod", undefined], ["POST", "POST"]] as const) {
  Deno.test(`a participant on hold hears this music, with ${name}`, async () => {
    const account = await createTwilioAccount();
    const [from] = await account.numbers();
    const room = `Conferences/hold-${crypto.randomUUID()}/Participants`;
    const invite = async (more: Record<string, string> = {}) => {
      const to = randomNumber();
      await control("PUT", `/numbers/${to}`, { behaviour: "answer", ringMs: 0 });
      const order = { To: to, From: from!.phone_number, Beep: "false", ...more };
      return v.parse(CallSchema, await account.ask("POST", room, order));
    };
    const customer = await invite();
    // A telephone speaks as soon as it answers: the first that is recorded must be the music.
    await invite({ Muted: "true" });
    const leg = async () => v.parse(LegSchema, await getJson(`/calls/${customer.call_sid}`));
    await until(async () => (await leg()).conference?.status === "in-progress");

    const calls = `Calls/${customer.call_sid}/Recordings`;
    const dual = { RecordingChannels: "dual" };
    const recording = v.parse(SidSchema, await account.ask("POST", calls, dual));
    await account.ask(
      "POST",
      `Conferences/${customer.conference_sid}/Participants/${customer.call_sid}`,
      { Hold: "true", HoldUrl: holdUrl, ...(method === undefined ? {} : { HoldMethod: method }) },
    );
    // The tune's second note, without which there is too little to compare.
    await until(async () => (await leg()).heard.tones.includes(659));
    await account.ask("POST", `${calls}/${recording.sid}`, { Status: "stopped" });

    const heard = await heardIn(account, recording.sid);
    const first = heard.findIndex((sample) => Math.abs(sample) > 1000);
    const [played, music] = [bytesOf(heard.slice(first, first + 4000)), bytesOf(await readMusic())];
    assertEquals(played.length, 16_000);
    assertEquals(music.includes(played), true);

    const asked = v.parse(WebhooksSchema, await getJson(`/webhooks?sid=${customer.call_sid}`));
    const holds = asked.filter(({ url }) => url.startsWith(holdUrl));
    assertEquals(holds.map((one) => [one.method, one.status]), [[method ?? "GET", 200]]);
  });
}

/** What the far end of the recorded leg heard, in samples: the second channel. */
async function heardIn(
  { accountSid, authToken }: { accountSid: string; authToken: string },
  sid: string,
): Promise<number[]> {
  const url = `${stack.twilioUrl}/2010-04-01/Accounts/${accountSid}/Recordings/${sid}.wav` +
    "?RequestedChannels=2";
  const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
  const bytes = await until(async () => {
    const response = await fetch(url, { headers: { authorization } });
    const body = await response.arrayBuffer();
    return response.status === 200 && body;
  });
  const words = new Int16Array(bytes.slice(44));
  return Array.from({ length: words.length / 2 }, (_, at) => words[at * 2 + 1]!);
}

/** The music in samples, from µ-law (ITU-T G.711). */
async function readMusic(): Promise<number[]> {
  const bytes = new Uint8Array(await (await fetch(musicUrl)).arrayBuffer()).subarray(46);
  return Array.from(bytes, (code) => {
    const inverted = ~code & 0xff;
    const size = ((((inverted & 0x0f) << 3) + 0x84) << ((inverted & 0x70) >> 4)) - 0x84;
    return (inverted & 0x80) === 0 ? size : -size;
  });
}

/** To be searched as text: four hexadecimal digits a sample. */
const bytesOf = (samples: number[]) =>
  samples.map((sample) => (sample & 0xffff).toString(16).padStart(4, "0")).join("");

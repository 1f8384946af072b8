import { assertEquals, assertRejects } from "@std/assert";
import { Failure } from "../domain/failure.ts";
import { areRecordingsOpen } from "./recordings.ts";

const account = { accountSid: "AC" + "1".repeat(32), authToken: "token" };
const recording = { sid: "RE" + "a".repeat(32), status: "completed" };
const running = { sid: "RE" + "b".repeat(32), status: "processing" };
const twilioApiUrl = "https://api.twilio.com";

/** Asks an account with these recordings, whose sound is answered with this status. */
async function ask(recordings: unknown[], status: number) {
  const asked: { url: string; headers: [string, string][] }[] = [];
  const open = await areRecordingsOpen({
    twilio: () => Promise.resolve({ recordings }),
    twilioApiUrl,
    fetch: (input, init) => {
      const request = new Request(input, init);
      asked.push({ url: request.url, headers: [...request.headers] });
      return Promise.resolve(new Response("sound", { status }));
    },
  }, account);
  return { open, asked };
}

Deno.test("a recording's sound is asked for without signing in", async () => {
  const { open, asked } = await ask([running, recording], 200);
  assertEquals(open, true);
  assertEquals(asked.map(({ url }) => url), [
    `${twilioApiUrl}/2010-04-01/Accounts/${account.accountSid}/Recordings/${recording.sid}.wav`,
  ]);
  assertEquals(asked[0]?.headers, []);
});

Deno.test("a refusal protects, no recording says nothing, anything else is no answer", async () => {
  assertEquals((await ask([recording], 401)).open, false);
  assertEquals((await ask([recording], 403)).open, false);
  assertEquals(await ask([], 200), { open: null, asked: [] });
  assertEquals(await ask([running], 404), { open: null, asked: [] });
  await assertRejects(() => ask([recording], 503), Failure, "E-TWILIO");
});

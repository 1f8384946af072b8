import * as v from "valibot";
import { Failure } from "../domain/failure.ts";
import type { Account } from "./account.ts";
import type { TwilioRest } from "./rest.ts";

const ListSchema = v.object({
  recordings: v.array(
    v.object({ sid: v.pipe(v.string(), v.regex(/^RE[0-9a-f]{32}$/)), status: v.string() }),
  ),
});

/** Among so many of the newest there is one that is not being recorded right now. */
const newest = "20";

/** Longer than Twilio takes. */
const timeoutMs = 10_000;

/**
 * Whether anybody who knows a recording's address can listen to it. No API tells the setting
 * "Enforce HTTP Auth on Media URLs", so a recording is asked for without signing in; the setting
 * holds for all of them.
 * @returns null: there is no recording to try
 */
export async function areRecordingsOpen(
  { twilio, twilioApiUrl, fetch }: {
    twilio: TwilioRest;
    twilioApiUrl: string;
    fetch: typeof globalThis.fetch;
  },
  { accountSid, authToken }: Account,
): Promise<boolean | null> {
  const answer = await twilio({
    method: "GET",
    accountSid,
    resource: "Recordings",
    credentials: { username: accountSid, password: authToken },
    query: { PageSize: newest },
  });
  const parsed = v.safeParse(ListSchema, answer);
  if (!parsed.success) throw new Failure("E-TWILIO", {}, new Error("Cannot read the recordings"));
  // Until it is whole, Twilio has no sound of it.
  const recording = parsed.output.recordings.find(({ status }) => status === "completed");
  if (recording === undefined) return null;
  const url = `${twilioApiUrl}/2010-04-01/Accounts/${accountSid}/Recordings/${recording.sid}.wav`;
  const status = await statusOf(fetch, url);
  if (status === 401 || status === 403) return false;
  if (status >= 200 && status < 300) return true;
  throw new Failure("E-TWILIO", {}, new Error(`Twilio answers ${status} for a recording's sound`));
}

/** Nobody listens: the sound is not read. */
async function statusOf(fetch: typeof globalThis.fetch, url: string): Promise<number> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    await response.body?.cancel();
    return response.status;
  } catch (error) {
    throw new Failure("E-TWILIO", {}, error);
  }
}

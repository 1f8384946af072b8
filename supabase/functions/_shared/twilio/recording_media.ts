import * as v from "valibot";
import type { Asker } from "../domain/credentials.ts";
import { Failure } from "../domain/failure.ts";
import { isNotFound, type TwilioRest } from "./rest.ts";

/** Longer than Twilio takes to begin. */
const timeoutMs = 10_000;

/**
 * A recording's sound (https://www.twilio.com/docs/voice/api/recording#fetch-a-recordings-media-file), as MP3: an hour is
 * 14 MB a channel. Without an ending, Twilio was seen to answer JSON.
 * @param range handed on, but Twilio promises nowhere that it knows ranges
 * @throws Failure `E-RECORDING-GONE`, `E-TWILIO`
 */
export async function openMedia(
  { twilioApiUrl, fetch = globalThis.fetch }: {
    twilioApiUrl: string;
    fetch?: typeof globalThis.fetch;
  },
  { accountSid, credentials, recordingSid, range }: Asker & {
    recordingSid: string;
    range: string | null;
  },
): Promise<Response> {
  const abort = new AbortController();
  const timeout = setTimeout(() => abort.abort(), timeoutMs);
  try {
    const response = await fetch(
      `${twilioApiUrl}/2010-04-01/Accounts/${accountSid}/Recordings/${recordingSid}.mp3`,
      {
        headers: {
          authorization: `Basic ${btoa(`${credentials.username}:${credentials.password}`)}`,
          ...(range === null ? {} : { range }),
        },
        signal: abort.signal,
      },
    );
    if (response.ok || response.status === 416) return response;
    await response.body?.cancel();
    if (response.status === 404) throw new Failure("E-RECORDING-GONE");
    throw new Failure("E-TWILIO", {}, new Error(`Twilio answers ${response.status} for a sound`));
  } catch (error) {
    throw error instanceof Failure ? error : new Failure("E-TWILIO", {}, error);
  } finally {
    clearTimeout(timeout);
  }
}

/** @returns false when Twilio has none */
export async function deleteRecording(
  twilio: TwilioRest,
  { accountSid, credentials }: Asker,
  recordingSid: string,
): Promise<boolean> {
  const resource = `Recordings/${recordingSid}`;
  try {
    await twilio({ method: "DELETE", accountSid, credentials, resource });
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

const StateSchema = v.object({ status: v.string(), duration: v.nullable(v.string()) });

/** What became of a recording; null when Twilio has none. */
export async function fetchRecording(
  twilio: TwilioRest,
  { accountSid, credentials }: Asker,
  recordingSid: string,
): Promise<{ status: string; durationS: number | null } | null> {
  try {
    const answer = await twilio({
      method: "GET",
      accountSid,
      credentials,
      resource: `Recordings/${recordingSid}`,
    });
    const parsed = v.safeParse(StateSchema, answer);
    if (!parsed.success) {
      throw new Failure("E-TWILIO", {}, new Error("Cannot read Twilio's recording"));
    }
    const { status, duration } = parsed.output;
    return { status, durationS: duration === null ? null : Number(duration) };
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

import * as v from "valibot";
import { SidSchema } from "../contracts/fields.ts";
import type { ApiKey } from "../domain/api_key.ts";
import { Failure } from "../domain/failure.ts";
import type { Account } from "./account.ts";
import type { TwilioRest } from "./rest.ts";
import { statusEvents } from "./status_events.ts";

const CreatedCallSchema = v.object({ sid: SidSchema("CA") });

/** How long a dialer may take to answer by itself, in seconds. Twilio adds up to 5. */
const timeoutS = 20;

/**
 * Rings the agent's own dialer for a call that a script asked for. The dialer finds the ticket in
 * its parameters and answers by itself; Twilio then asks `inbound`, which dials the destination.
 * @returns the SID of the call to the dialer
 */
export async function ringDialer(
  twilio: TwilioRest,
  { accountSid, key, identity, from, ticket, publicUrl }: {
    accountSid: string;
    key: ApiKey;
    identity: string;
    from: string;
    ticket: string;
    publicUrl: string;
  },
): Promise<string> {
  const answer = await twilio({
    method: "POST",
    accountSid,
    resource: "Calls",
    credentials: { username: key.sid, password: key.secret },
    form: [
      ["To", `client:${identity}?Ticket=${ticket}`],
      ["From", from],
      ["Url", `${publicUrl}/inbound?ticket=${ticket}`],
      ["FallbackUrl", `${publicUrl}/fallback`],
      ["StatusCallback", `${publicUrl}/status?ticket=${ticket}`],
      ...statusEvents.map((event) => ["StatusCallbackEvent", event] as const),
      ["Timeout", String(timeoutS)],
    ],
  });
  return createdSid(answer);
}

/**
 * Calls a telephone number and runs a document when it is answered; none of our functions is asked.
 * @returns the call's SID
 */
export async function placeCall(
  twilio: TwilioRest,
  { accountSid, authToken }: Account,
  { to, from, twiml }: { to: string; from: string; twiml: string },
): Promise<string> {
  const answer = await twilio({
    method: "POST",
    accountSid,
    resource: "Calls",
    credentials: { username: accountSid, password: authToken },
    form: [["To", to], ["From", from], ["Twiml", twiml]],
  });
  return createdSid(answer);
}

function createdSid(answer: unknown): string {
  const parsed = v.safeParse(CreatedCallSchema, answer);
  if (!parsed.success) {
    throw new Failure("E-TWILIO", {}, new Error("Cannot read Twilio's new call"));
  }
  return parsed.output.sid;
}

/** Ends a call that nobody has answered yet; one that is answered already goes on. */
export async function cancelCall(
  twilio: TwilioRest,
  { accountSid, key, callSid }: { accountSid: string; key: ApiKey; callSid: string },
): Promise<void> {
  await twilio({
    method: "POST",
    accountSid,
    resource: `Calls/${callSid}`,
    credentials: { username: key.sid, password: key.secret },
    form: [["Status", "canceled"]],
  });
}

import type { Asker } from "../domain/credentials.ts";
import type { TwilioRest } from "./rest.ts";

/**
 * Has a running line go on with another document
 * (https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource). Whoever it was joined to by a Dial goes
 * on with that Dial's action; a parent must not be redirected, since that ends its child.
 */
export async function redirectLeg(
  twilio: TwilioRest,
  { accountSid, credentials, callSid, twiml }: Asker & { callSid: string; twiml: string },
): Promise<void> {
  await twilio({
    method: "POST",
    accountSid,
    resource: `Calls/${callSid}`,
    credentials,
    form: [["Twiml", twiml]],
  });
}

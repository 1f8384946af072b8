import type { Asker } from "../domain/credentials.ts";
import { Failure } from "../domain/failure.ts";
import type { TwilioRest } from "./rest.ts";

/** Not found, and "call is not in progress": https://www.twilio.com/docs/api/errors/21220 */
const overCodes: readonly unknown[] = [20404, 21220];

/**
 * Ends one line, whether it rings or talks: "completed" hangs up in either state
 * (https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource). One that is over already is no error.
 */
export async function endLeg(
  twilio: TwilioRest,
  { accountSid, credentials, callSid }: Asker & { callSid: string },
): Promise<void> {
  try {
    await twilio({
      method: "POST",
      accountSid,
      resource: `Calls/${callSid}`,
      credentials,
      form: [["Status", "completed"]],
    });
  } catch (error) {
    const code = error instanceof Failure ? error.detail.twilioCode : undefined;
    if (!overCodes.includes(code)) throw error;
  }
}

import * as v from "valibot";
import { E164Schema, SidSchema } from "../contracts/fields.ts";
import { Failure } from "../domain/failure.ts";
import type { ErrorCode } from "../contracts/errors.ts";
import type { Account } from "./account.ts";
import { isNotFound, type TwilioRest } from "./rest.ts";

/** What to buy, and what answers it from the first moment. */
export interface NumberOrder {
  number: string;
  friendlyName: string;
  appSid: string;
  statusCallback: string;
  addressSid?: string | undefined;
  bundleSid?: string | undefined;
}

/**
 * Twilio's codes that say clearly that nothing was bought
 * (https://www.twilio.com/docs/api/errors).
 */
const refusals: Readonly<Record<number, ErrorCode>> = {
  21404: "E-NUMBER-TRIAL",
  21422: "E-NUMBER-SOLD",
  21615: "E-NUMBER-ADDRESS",
  21631: "E-NUMBER-ADDRESS",
  21649: "E-NUMBER-BUNDLE",
};

const BoughtSchema = v.object({ sid: SidSchema("PN"), phone_number: E164Schema });

/**
 * Buys one number. Money is spent, so it is sent once and never again by itself.
 * @returns the number's SID
 * @throws Failure with the code of what is lacking; `E-TWILIO` without a `twilioCode` when nobody
 * knows whether it was bought
 */
export async function buyNumber(
  twilio: TwilioRest,
  { accountSid, authToken }: Account,
  { number, friendlyName, appSid, statusCallback, addressSid, bundleSid }: NumberOrder,
): Promise<string> {
  try {
    const answer = await twilio({
      method: "POST",
      accountSid,
      resource: "IncomingPhoneNumbers",
      credentials: { username: accountSid, password: authToken },
      form: [
        ["PhoneNumber", number],
        ["FriendlyName", friendlyName],
        ["VoiceApplicationSid", appSid],
        ["StatusCallback", statusCallback],
        ["StatusCallbackMethod", "POST"],
        ...(addressSid === undefined ? [] : [["AddressSid", addressSid] as const]),
        ...(bundleSid === undefined ? [] : [["BundleSid", bundleSid] as const]),
      ],
    });
    const parsed = v.safeParse(BoughtSchema, answer);
    if (!parsed.success) throw new Failure("E-TWILIO", {}, new Error("Cannot read the new number"));
    return parsed.output.sid;
  } catch (error) {
    const code = error instanceof Failure ? refusals[error.detail.twilioCode ?? 0] : undefined;
    throw code !== undefined && error instanceof Failure
      ? new Failure(code, error.detail, error)
      : error;
  }
}

/** Gives a number up. False: the account has it no more. */
export async function releaseNumber(
  twilio: TwilioRest,
  { accountSid, authToken }: Account,
  sid: string,
): Promise<boolean> {
  try {
    await twilio({
      method: "DELETE",
      accountSid,
      resource: `IncomingPhoneNumbers/${sid}`,
      credentials: { username: accountSid, password: authToken },
    });
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

import * as v from "valibot";
import { Failure } from "../domain/failure.ts";
import type { Account } from "./account.ts";
import { isNotFound, type TwilioRest } from "./rest.ts";

const TrunkSchema = v.object({ friendly_name: v.nullable(v.string()) });

/** The name of a SIP trunk (https://www.twilio.com/docs/sip-trunking/api/trunk-resource); null when there is none. */
export async function fetchTrunkName(
  twilio: TwilioRest,
  { accountSid, authToken }: Account,
  sid: string,
): Promise<string | null> {
  try {
    const answer = await twilio({
      method: "GET",
      accountSid,
      product: "trunking",
      resource: `v1/Trunks/${sid}`,
      credentials: { username: accountSid, password: authToken },
    });
    const parsed = v.safeParse(TrunkSchema, answer);
    if (!parsed.success) throw new Failure("E-TWILIO", {}, new Error("Cannot read the trunk"));
    return parsed.output.friendly_name;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

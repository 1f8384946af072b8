import * as v from "valibot";
import { E164Schema } from "../contracts/fields.ts";
import type { Account } from "./account.ts";
import { listAll } from "./list_all.ts";
import type { TwilioRest } from "./rest.ts";

/** Numbers of others that the account verified: the only ones that a trial account calls. */
export async function listVerifiedNumbers(
  twilio: TwilioRest,
  account: Account,
): Promise<string[]> {
  const callerIds = await listAll(twilio, account, {
    resource: "OutgoingCallerIds",
    key: "outgoing_caller_ids",
    item: v.object({ phone_number: E164Schema }),
  });
  return callerIds.map(({ phone_number }) => phone_number);
}

import * as v from "valibot";
import { SidSchema } from "../contracts/fields.ts";
import { Failure } from "../domain/failure.ts";
import type { TwilioRest } from "./rest.ts";

/** An account and its auth token, which alone reaches the account itself and its keys. */
export interface Account {
  accountSid: string;
  authToken: string;
}

const AccountSchema = v.object({
  sid: SidSchema("AC"),
  owner_account_sid: SidSchema("AC"),
  friendly_name: v.string(),
  status: v.picklist(["active", "suspended", "closed"]),
  type: v.picklist(["Trial", "Full"]),
});

export interface AccountFacts {
  sid: string;
  name: string;
  isActive: boolean;
  isTrial: boolean;
  /** It belongs to another account, which pays for it. */
  isSubaccount: boolean;
}

/**
 * What Twilio says of an account: the proof that SID and token belong together.
 * @throws Failure `E-CREDENTIALS` when they do not
 */
export async function fetchAccount(
  twilio: TwilioRest,
  { accountSid, authToken }: Account,
): Promise<AccountFacts> {
  const answer = await twilio({
    method: "GET",
    accountSid,
    resource: "",
    credentials: { username: accountSid, password: authToken },
  });
  const parsed = v.safeParse(AccountSchema, answer);
  if (!parsed.success) throw new Failure("E-TWILIO", {}, new Error("Cannot read the account"));
  const { sid, owner_account_sid, friendly_name, status, type } = parsed.output;
  return {
    sid,
    name: friendly_name,
    isActive: status === "active",
    isTrial: type === "Trial",
    isSubaccount: owner_account_sid !== sid,
  };
}

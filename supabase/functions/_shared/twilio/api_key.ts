import * as v from "valibot";
import { SidSchema } from "../contracts/fields.ts";
import type { ApiKey } from "../domain/api_key.ts";
import { Failure } from "../domain/failure.ts";
import type { Account } from "./account.ts";
import { listAll } from "./list_all.ts";
import { isNotFound, type TwilioRest } from "./rest.ts";

const CreatedKeySchema = v.object({ sid: SidSchema("SK"), secret: v.string() });

/**
 * Makes a standard key. Only the account's auth token can make and delete keys
 * (https://www.twilio.com/docs/iam/api-keys).
 */
export async function createApiKey(
  twilio: TwilioRest,
  { accountSid, authToken, friendlyName = "Softphone" }: Account & { friendlyName?: string },
): Promise<ApiKey> {
  const answer = await twilio({
    method: "POST",
    accountSid,
    resource: "Keys",
    credentials: { username: accountSid, password: authToken },
    form: [["FriendlyName", friendlyName]],
  });
  const parsed = v.safeParse(CreatedKeySchema, answer);
  if (!parsed.success) throw new Failure("E-TWILIO", {}, new Error("Cannot read Twilio's new key"));
  return parsed.output;
}

/** A key that is not there any more is deleted, too. */
export async function deleteApiKey(
  twilio: TwilioRest,
  { accountSid, authToken, sid }: Account & { sid: string },
): Promise<void> {
  try {
    await twilio({
      method: "DELETE",
      accountSid,
      resource: `Keys/${sid}`,
      credentials: { username: accountSid, password: authToken },
    });
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}

const ListedKeySchema = v.object({ sid: SidSchema("SK"), friendly_name: v.nullable(v.string()) });

/** All keys of the account; their secrets are never shown again. */
export async function listApiKeys(
  twilio: TwilioRest,
  account: Account,
): Promise<{ sid: string; friendlyName: string }[]> {
  const keys = await listAll(twilio, account, {
    resource: "Keys",
    key: "keys",
    item: ListedKeySchema,
  });
  return keys.map((key) => ({ sid: key.sid, friendlyName: key.friendly_name ?? "" }));
}

/**
 * Uses a key for a small request, as any part of ours does.
 * @throws Failure `E-CREDENTIALS` when Twilio does not know it with this secret
 */
export async function tryApiKey(
  twilio: TwilioRest,
  { accountSid, key }: { accountSid: string; key: ApiKey },
): Promise<void> {
  await twilio({
    method: "GET",
    accountSid,
    resource: "IncomingPhoneNumbers",
    credentials: { username: key.sid, password: key.secret },
    query: { PageSize: "1" },
  });
}

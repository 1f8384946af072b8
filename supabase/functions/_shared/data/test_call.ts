import * as v from "valibot";
import { E164Schema, SidSchema } from "../contracts/fields.ts";
import type { StoredAccount } from "../domain/either_token.ts";
import { type Admin, argumentsOf } from "./connection.ts";
import { type Database, parseAnswer } from "./database.ts";

const GrantSchema = v.object({
  ok: v.literal(true),
  account_sid: SidSchema("AC"),
  auth_token: v.string(),
  next_auth_token: v.nullable(v.string()),
  from: v.nullable(E164Schema),
});

/** Which number rings the tested one, and as which account; null: the workspace has no second number. */
export interface TestCallGrant {
  account: StoredAccount;
  from: string | null;
}

/**
 * Writes a test call down before it is made. With one number nothing is written: a person dials it.
 * @throws Failure `E-SEAT`, `E-ADMIN`, `E-CONFIG`, `E-NUMBER-GONE`, `E-TEST-LIMIT`
 */
export async function beginTestCall(
  database: Database,
  admin: Admin,
  number: string,
): Promise<TestCallGrant> {
  const args = { ...argumentsOf(admin), twilio_number: number };
  const grant = parseAnswer(GrantSchema, await database("begin_test_call", args));
  return {
    account: {
      accountSid: grant.account_sid,
      authToken: grant.auth_token,
      otherToken: grant.next_auth_token,
    },
    from: grant.from,
  };
}

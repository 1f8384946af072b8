import * as v from "valibot";
import { type Admin, argumentsOf } from "./connection.ts";
import { type Database, parseAnswer } from "./database.ts";

const DoneSchema = v.object({ ok: v.literal(true) });

/** Keeps the account's next auth token: from now on both verify webhooks. */
export async function keepNextToken(
  database: Database,
  admin: Admin,
  { accountSid, authToken }: { accountSid: string; authToken: string },
): Promise<void> {
  const args = { ...argumentsOf(admin), account_sid: accountSid, auth_token: authToken };
  parseAnswer(DoneSchema, await database("keep_next_token", args));
}

/** The next token becomes the token; the former one verifies until it is removed. */
export async function promoteNextToken(database: Database, admin: Admin): Promise<void> {
  parseAnswer(DoneSchema, await database("promote_next_token", argumentsOf(admin)));
}

/** Removes whichever token is beside the token: the next or the former one. */
export async function forgetNextToken(database: Database, admin: Admin): Promise<void> {
  parseAnswer(DoneSchema, await database("forget_next_token", argumentsOf(admin)));
}

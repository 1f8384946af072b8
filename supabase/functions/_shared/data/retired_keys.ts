import * as v from "valibot";
import { SidSchema } from "../contracts/fields.ts";
import type { KeysDue } from "../domain/retired_keys.ts";
import { type Database, parseAnswer } from "./database.ts";

const DueSchema = v.object({
  ok: v.literal(true),
  account_sid: v.nullable(SidSchema("AC")),
  auth_tokens: v.array(v.string()),
  keys: v.array(SidSchema("SK")),
});

/** The tokens are for Twilio only. */
export async function readKeysDue(database: Database, workspaceId: number): Promise<KeysDue> {
  const answer = await database("api_keys_due", { workspace_id: workspaceId });
  const { account_sid, auth_tokens, keys } = parseAnswer(DueSchema, answer);
  return { accountSid: account_sid, authTokens: auth_tokens, keys };
}

const DoneSchema = v.object({ ok: v.literal(true) });

/** A retired key is deleted at Twilio. */
export async function forgetApiKey(
  database: Database,
  { workspaceId, keySid }: { workspaceId: number; keySid: string },
): Promise<void> {
  const args = { workspace_id: workspaceId, key_sid: keySid };
  parseAnswer(DoneSchema, await database("forget_api_key", args));
}

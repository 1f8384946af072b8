import * as v from "valibot";
import type { CallRequest } from "../contracts/call_command.ts";
import { SidSchema } from "../contracts/fields.ts";
import type { Asker } from "../domain/credentials.ts";
import { type Database, parseAnswer } from "./database.ts";

const BegunSchema = v.object({
  ok: v.literal(true),
  outcome: v.nullable(v.picklist(["done", "failed"])),
  legs: v.array(SidSchema("CA")),
  account_sid: v.optional(v.nullable(SidSchema("AC")), null),
  username: v.optional(v.nullable(v.string()), null),
  password: v.optional(v.nullable(v.string()), null),
});

/** A command that is kept; `ask` is what is left to ask of Twilio. */
export interface BegunCommand {
  /** What came of it, when that is known already. */
  outcome: "done" | "failed" | null;
  ask: (Asker & { legs: readonly string[] }) | null;
}

/**
 * Keeps a press before Twilio is asked.
 * @throws Failure `E-SEAT`, `E-CALL-OTHER`, `E-COMMAND`, `E-TOO-FAST`
 */
export async function beginCommand(
  database: Database,
  userId: string,
  { id, workspaceId, callId, command }: CallRequest,
): Promise<BegunCommand> {
  const answer = parseAnswer(
    BegunSchema,
    await database("begin_command", {
      user_id: userId,
      workspace_id: workspaceId,
      call_id: callId,
      command_id: id,
      command,
    }),
  );
  const { account_sid: accountSid, username, password, legs, outcome } = answer;
  return {
    outcome,
    ask: accountSid === null || username === null || password === null || legs.length === 0
      ? null
      : { accountSid, credentials: { username, password }, legs },
  };
}

const FinishedSchema = v.object({ ok: v.literal(true) });

/** Keeps what Twilio answered. */
export async function finishCommand(
  database: Database,
  { id, workspaceId }: Pick<CallRequest, "id" | "workspaceId">,
  { outcome, answer }: { outcome: "done" | "failed"; answer: Record<string, unknown> },
): Promise<void> {
  const kept = await database("finish_command", {
    workspace_id: workspaceId,
    command_id: id,
    outcome,
    answer,
  });
  parseAnswer(FinishedSchema, kept);
}

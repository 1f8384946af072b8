import * as v from "valibot";
import type { CallRequest } from "../contracts/call_command.ts";
import type { Asker } from "../domain/credentials.ts";
import type { ReadDestination } from "../domain/destination.ts";
import type { TwilioWork } from "../domain/twilio_work.ts";
import { type Database, parseAnswer } from "./database.ts";
import { askerFields, readAsker, WorkSchema } from "./twilio_work.ts";

/** What a command is about, beside the call: the leg, or the target with its number read. */
export interface CommandArguments {
  legId?: number | undefined;
  target?:
    | { kind: "seat"; agentId: number }
    | { kind: "line"; number: string }
    | ({ kind: "number" } & Pick<ReadDestination, "to" | "country" | "emergency">);
  word?: string;
  /** A pause that nobody but a person ends. */
  stays?: boolean;
}

const BegunSchema = v.object({
  ok: v.literal(true),
  outcome: v.nullable(v.picklist(["done", "failed"])),
  work: v.nullable(WorkSchema),
  ...askerFields,
});

/** A command that is kept; `work` is what is left to ask of Twilio. */
export interface BegunCommand {
  /** What came of it, when that is known already. */
  outcome: "done" | "failed" | null;
  work: TwilioWork | null;
  asker: Asker | null;
}

/**
 * Keeps a press before Twilio is asked.
 * @throws Failure `E-SEAT`, `E-CALL-OTHER`, `E-CALL-OVER`, `E-CALL-STATE`, `E-COMMAND`, `E-TARGET`, `E-TOO-FAST`,
 * `E-TOO-MANY-RINGING`, and what the workspace's policy refuses
 */
export async function beginCommand(
  database: Database,
  userId: string,
  { id, workspaceId, callId, command }: Pick<
    CallRequest,
    "id" | "workspaceId" | "callId" | "command"
  >,
  args: CommandArguments,
): Promise<BegunCommand> {
  const answer = parseAnswer(
    BegunSchema,
    await database("begin_command", {
      user_id: userId,
      workspace_id: workspaceId,
      call_id: callId,
      command_id: id,
      command,
      arguments: args,
    }),
  );
  return { outcome: answer.outcome, work: answer.work, asker: readAsker(answer) };
}

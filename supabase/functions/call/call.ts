import type { CallAnswer } from "../_shared/contracts/call_answer.ts";
import type { CallRequest } from "../_shared/contracts/call_command.ts";
import type { BegunCommand, CommandArguments } from "../_shared/data/command.ts";
import { parseDestination } from "../_shared/domain/destination.ts";
import { Failure } from "../_shared/domain/failure.ts";
import type { CallWork } from "../_shared/use_cases/twilio_work.ts";

/** What a command needs of the database and of Twilio. */
export interface CallCollaborators {
  readCountry: (userId: string, workspaceId: number) => Promise<string>;
  begin: (userId: string, request: CallRequest, args: CommandArguments) => Promise<BegunCommand>;
  carryOut: (work: CallWork) => Promise<"done" | "failed" | null>;
}

/**
 * Carries out a press: keeps it, has Twilio asked, and answers what came of it. What dies in between is finished by the
 * reconciler.
 * @throws Failure `E-SEAT`, `E-CALL-OTHER`, `E-CALL-OVER`, `E-CALL-STATE`, `E-COMMAND`, `E-TARGET`, `E-TOO-FAST`,
 * `E-TOO-MANY-RINGING`, `E-MEDIA-OPEN`, `E-DEST-…`, `E-HOURS`, `E-PAUSED`, `E-CAP-…`
 */
export async function commandCall(
  userId: string,
  request: CallRequest,
  { readCountry, begin, carryOut }: CallCollaborators,
): Promise<CallAnswer> {
  const { id: commandId, workspaceId } = request;
  const args = await argumentsOf(request, () => readCountry(userId, workspaceId));
  const { outcome, work, asker } = await begin(userId, request, args);
  if (outcome !== null || work === null || asker === null) return { outcome: outcome ?? "running" };
  return { outcome: await carryOut({ workspaceId, asker, work, commandId }) ?? "running" };
}

async function argumentsOf(
  request: CallRequest,
  readCountry: () => Promise<string>,
): Promise<CommandArguments> {
  switch (request.command) {
    case "hold":
    case "resume":
      return request.legId === undefined ? {} : { legId: request.legId };
    case "drop":
      return { legId: request.legId };
    case "pause-recording":
      return { stays: request.stays };
    case "send-on":
      return { target: request.target };
    case "transfer":
    case "consult":
    case "add": {
      const { target, word } = request;
      if (target.kind !== "number") return { target, word };
      const destination = parseDestination(target.to, await readCountry());
      if (!destination.ok) throw new Failure(destination.code);
      const { to, country, emergency } = destination;
      return { target: { kind: "number", to, country, emergency }, word };
    }
    default:
      return {};
  }
}

import type { CallAnswer } from "../_shared/contracts/call_answer.ts";
import type { CallRequest } from "../_shared/contracts/call_command.ts";
import type { BegunCommand } from "../_shared/data/command.ts";
import { Failure } from "../_shared/domain/failure.ts";
import type { Asker } from "../_shared/domain/credentials.ts";

/** What a command needs of the database and of Twilio. */
export interface CallCollaborators {
  begin: (userId: string, request: CallRequest) => Promise<BegunCommand>;
  endLeg: (leg: Asker & { callSid: string }) => Promise<void>;
  finish: (
    request: CallRequest,
    end: { outcome: "done" | "failed"; answer: Record<string, unknown> },
  ) => Promise<void>;
}

/**
 * Carries out a press: keeps it, asks Twilio, keeps what came of it. What dies in between is finished by the
 * reconciler.
 * @throws Failure `E-SEAT`, `E-CALL-OTHER`, `E-COMMAND`, `E-TOO-FAST`, `E-CREDENTIALS`, `E-TWILIO`
 */
export async function commandCall(
  userId: string,
  request: CallRequest,
  { begin, endLeg, finish }: CallCollaborators,
): Promise<CallAnswer> {
  const { outcome, ask } = await begin(userId, request);
  if (outcome !== null || ask === null) return { outcome: outcome ?? "running" };
  const { legs, ...account } = ask;
  try {
    await Promise.all(legs.map((callSid) => endLeg({ ...account, callSid })));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    await finish(request, {
      outcome: "failed",
      answer: { code: error.code, ...error.detail },
    });
    throw error;
  }
  await finish(request, { outcome: "done", answer: {} });
  return { outcome: "done" };
}

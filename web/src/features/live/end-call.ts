import { CallAnswerSchema } from "../../../../supabase/functions/_shared/contracts/call_answer.ts";
import { callFunction, type FunctionClient } from "../../shared/functions.ts";
import { type Problem, problemOf } from "../../shared/problem.ts";

/** Ends a call for everyone on it. @returns why not; null once it is asked for */
export async function endCall(
  client: FunctionClient,
  workspaceId: number,
  callId: number,
): Promise<Problem | null> {
  const body = { id: crypto.randomUUID(), workspaceId, callId, command: "end" };
  const answer = await callFunction(client, "call", body, CallAnswerSchema);
  if (!answer.ok) return answer.problem;
  return answer.value.outcome === "failed" ? problemOf("E-TWILIO") : null;
}

import type { SupabaseClient } from "@supabase/supabase-js";
import * as v from "valibot";
import {
  type ErrorAnswer,
  ErrorAnswerSchema,
} from "../../../supabase/functions/_shared/contracts/error_answer.ts";
import { type Problem, problemOf, type Result } from "./problem.ts";

/** Longer than Twilio takes for anything that a function asks it; then the person hears of it. */
const limitMs = 20_000;

/** What a call of a function needs of the client. */
export type FunctionClient = Pick<SupabaseClient, "functions">;

/**
 * Calls one of our functions as the signed-in person.
 * @returns the parsed answer, or the problem: the function's own words, or that it can't be reached
 */
export async function callFunction<const S extends v.GenericSchema>(
  client: FunctionClient,
  name:
    | "token"
    | "outbound"
    | "call"
    | "connection"
    | "numbers"
    | "health"
    | "invite"
    | "recording",
  body: Readonly<Record<string, unknown>>,
  schema: S,
): Promise<Result<v.InferOutput<S>>> {
  // supabase-js types the error as `any`; `unknown` makes us look at what it is.
  const { data, error }: { data: unknown; error: unknown } = await client.functions.invoke(name, {
    body,
    timeout: limitMs,
  });
  if (error) return { ok: false, problem: await problemIn(error) };
  const answer = v.safeParse(schema, data);
  return answer.success
    ? { ok: true, value: answer.output }
    : { ok: false, problem: problemOf("E-INTERNAL") };
}

/** A `FunctionsHttpError` carries the answer as `context`; a `FetchError` never got one. */
async function problemIn(error: unknown): Promise<Problem> {
  if (!(error instanceof Error) || !("context" in error) || !(error.context instanceof Response)) {
    return problemOf("E-NETWORK");
  }
  const answer = v.safeParse(ErrorAnswerSchema, await bodyOf(error.context));
  if (answer.success) {
    const { code, twilioMessage, twilioCode, undone } = answer.output.error;
    const twilio = twilioMessage === undefined
      ? {}
      : { twilio: `${twilioMessage} (${twilioCode})` };
    return {
      code,
      ...(await wordsOf(answer.output.error)),
      ...twilio,
      ...(undone === undefined ? {} : { undone }),
    };
  }
  // The gateway answers itself while a function starts badly, or before it checks who asks.
  return problemOf(error.context.status === 401 ? "E-AUTH-SIGNIN" : "E-DATABASE");
}

/** With the facts of the refusal in them; where their code does not come, without. */
async function wordsOf(error: ErrorAnswer["error"]): Promise<{ message: string; next: string }> {
  try {
    const { refusalWords } = await import("./refusal-words.ts");
    return refusalWords(error, Date.now());
  } catch {
    return { message: error.message, next: error.next };
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

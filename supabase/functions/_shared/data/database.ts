import * as v from "valibot";
import { ErrorCodeSchema, policyFacts } from "../contracts/error_answer.ts";
import { Failure } from "../domain/failure.ts";

/**
 * Calls one of the database's RPCs and returns its answer, unparsed.
 * @throws Failure `E-DATABASE` when it does not answer in time or answers an error
 */
export type Database = (rpc: string, args: Record<string, unknown>) => Promise<unknown>;

/** Twilio waits 15 s for a webhook; what is slower than this is of no use to anybody. */
const timeoutMs = 10_000;

/**
 * The database behind the project's REST API, by plain `fetch`: supabase-js would cost 50 ms and
 * more of each cold start. One call is one request; nothing is retried here, because a repeated
 * webhook is Twilio's business and a repeated click the person's.
 */
export function connectDatabase(
  { supabaseUrl, secretKey, fetch = globalThis.fetch }: {
    supabaseUrl: string;
    secretKey: string;
    fetch?: typeof globalThis.fetch;
  },
): Database {
  const headers: Record<string, string> = { apikey: secretKey, "content-type": "application/json" };
  // A legacy key is a JWT and is expected as a bearer too; the new keys are refused there.
  if (secretKey.startsWith("ey")) headers["authorization"] = `Bearer ${secretKey}`;

  return async (rpc, args) => {
    // Not AbortSignal.timeout: its timer, and all that hangs on it, would outlive the answer by ten seconds.
    const giveUp = new AbortController();
    const timer = setTimeout(
      () => giveUp.abort(new Error(`${rpc} does not answer in time`)),
      timeoutMs,
    );
    try {
      const response = await fetch(`${supabaseUrl}/rest/v1/rpc/${rpc}`, {
        method: "POST",
        headers,
        body: JSON.stringify(args),
        signal: giveUp.signal,
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${rpc} answers ${response.status}: ${errorCode(text)}`);
      return parseJson(rpc, text);
    } catch (error) {
      throw new Failure("E-DATABASE", {}, error);
    } finally {
      clearTimeout(timer);
    }
  };
}

/** `JSON.parse` quotes what it cannot read, and an answer can hold a secret. */
function parseJson(rpc: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${rpc} answers no JSON`);
  }
}

/** Only the code: PostgREST's details can quote the failing row. */
function errorCode(body: string): string {
  const parsed = v.safeParse(
    v.pipe(v.string(), v.parseJson(), v.object({ code: v.string() })),
    body,
  );
  return parsed.success ? parsed.output.code : "no code";
}

const RefusalSchema = v.object({
  ok: v.literal(false),
  code: ErrorCodeSchema,
  missing: v.optional(v.array(v.string())),
  ...policyFacts,
});

/**
 * Parses an RPC's answer.
 * @throws Failure with the database's code when it refuses; `E-INTERNAL` when the answer is of
 * another shape than agreed
 */
export function parseAnswer<S extends v.GenericSchema>(
  schema: S,
  answer: unknown,
): v.InferOutput<S> {
  const refusal = v.safeParse(RefusalSchema, answer);
  if (refusal.success) {
    const { ok: _, code, ...detail } = refusal.output;
    throw new Failure(code, detail);
  }
  const parsed = v.safeParse(schema, answer);
  if (parsed.success) return parsed.output;
  // The issues' paths only: their messages quote values, and an answer can hold a secret.
  const paths = parsed.issues.map((issue) => v.getDotPath(issue) ?? "the answer").join(", ");
  throw new Failure("E-INTERNAL", {}, new Error(`Cannot read the database's answer: ${paths}`));
}

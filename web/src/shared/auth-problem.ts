import type { AuthError } from "@supabase/supabase-js";
import { type Problem, type ProblemCode, problemOf } from "./problem.ts";

/** https://supabase.com/docs/guides/auth/debugging/error-codes */
const problemOfCode: Readonly<Record<string, ProblemCode>> = {
  email_not_confirmed: "E-SIGNIN-UNCONFIRMED",
  weak_password: "E-PASSWORD-WEAK",
  same_password: "E-PASSWORD-SAME",
  reauthentication_needed: "E-PASSWORD-OLD-SESSION",
  signup_disabled: "E-SIGNUP-OFF",
  email_provider_disabled: "E-SIGNUP-OFF",
  user_already_exists: "E-SIGNUP-EXISTS",
  email_exists: "E-SIGNUP-EXISTS",
  email_address_not_authorized: "E-SIGNUP-MAIL",
  email_address_invalid: "E-EMAIL",
  validation_failed: "E-EMAIL",
  otp_expired: "E-SIGNIN-LINK",
  session_not_found: "E-AUTH-SIGNIN",
};

/** What an error of Supabase Auth means to the person. */
export function authProblem(error: AuthError): Problem {
  if (isNetworkFailure(error)) return problemOf("E-NETWORK");
  const code = problemOfCode[error.code ?? ""];
  if (code) return problemOf(code);
  if (error.name === "AuthSessionMissingError") return problemOf("E-AUTH-SIGNIN");
  if (error.status === 429) return problemOf("E-SIGNIN-LIMIT");
  if (error.status !== undefined && error.status >= 500) return problemOf("E-DATABASE");
  return problemOf("E-SIGNIN-REFUSED");
}

/** supabase-js reports a request that never got an answer, and 502 to 504, by this name. */
export function isNetworkFailure(error: AuthError): boolean {
  return error.name === "AuthRetryableFetchError";
}

/** Null when it worked. */
export async function attempt(run: () => Promise<AuthError | null>): Promise<Problem | null> {
  try {
    const error = await run();
    return error ? authProblem(error) : null;
  } catch {
    return problemOf("E-NETWORK");
  }
}

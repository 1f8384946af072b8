import { type ErrorCode, errors } from "../../../supabase/functions/_shared/contracts/errors.ts";

/** A failure to show to the person: one sentence, one thing to do, and a stable code to quote. */
export interface Problem {
  code: string;
  message: string;
  next: string;
  /** Twilio's own words and code, where an admin sets Twilio up. */
  twilio?: string;
}

/** Failures that only the browser can see; the others come from the functions' contracts. */
const browserErrors = {
  "E-NETWORK": {
    message: "The phone system can't be reached.",
    next: "Check your network, then try again.",
  },
  "E-SIGNIN-REFUSED": {
    message: "Email or password is wrong.",
    next: "Check both, or have a new password sent.",
  },
  "E-SIGNIN-LIMIT": {
    message: "Too many tries in a short time.",
    next: "Wait a minute, then try again.",
  },
  "E-SIGNIN-UNCONFIRMED": {
    message: "This email address is not confirmed yet.",
    next: "Open the link in the mail that was sent to you.",
  },
  "E-SIGNIN-LINK": {
    message: "This link does not work any more: it works once, and not for long.",
    next: "Enter your e-mail and have a new one sent.",
  },
  "E-PASSWORD-WEAK": {
    message: "This password is too short or too easy to guess.",
    next: "Choose a longer one.",
  },
  "E-PASSWORD-SAME": {
    message: "This is the password you already have.",
    next: "Choose another one.",
  },
  "E-MICROPHONE-BLOCKED": {
    message: "Your microphone is blocked.",
    next: "Allow the microphone in the address bar, then try again.",
  },
  "E-MICROPHONE-MISSING": {
    message: "No microphone found.",
    next: "Plug one in, then try again.",
  },
  "E-CONNECT-SLOW": {
    message: "The call did not start in time.",
    next: "Call again.",
  },
  "E-CALL-SETUP": {
    message: "The call could not start.",
    next: "Call again.",
  },
} as const satisfies Record<string, { message: string; next: string }>;

/** Every code that the web can show. */
export type ProblemCode = ErrorCode | keyof typeof browserErrors;

/** The words of a code. */
export function problemOf(code: ProblemCode): Problem {
  const { message, next } = code in browserErrors
    ? browserErrors[code as keyof typeof browserErrors]
    : errors[code as ErrorCode];
  return { code, message, next };
}

/** An answer, or why there is none. */
export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

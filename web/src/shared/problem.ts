import { type ErrorCode, errors } from "../../../supabase/functions/_shared/contracts/errors.ts";

/** A failure to show to the person: one sentence, one thing to do, and a stable code to quote. */
export interface Problem {
  code: string;
  message: string;
  next: string;
  /** Twilio's own words and code, where an admin sets Twilio up. */
  twilio?: string;
  /** Where a step was undone: what is gone again, or was put back. */
  undone?: "key" | "app" | "number";
}

/** Failures that only the browser can see; the others come from the functions' contracts. */
const browserErrors = {
  "E-NETWORK": {
    message: "The phone system can't be reached.",
    next: "Check your network, then try again.",
  },
  // The database refuses to take the last admin away.
  "E-LAST-ADMIN": {
    message: "A workspace needs one active admin.",
    next: "Make someone else an admin first.",
  },
  "E-SIGNIN-REFUSED": {
    message: "Email or password is wrong.",
    next: "Check both, or reset your password.",
  },
  "E-SIGNIN-LIMIT": {
    message: "Too many attempts in a short time.",
    next: "Wait a minute, then try again.",
  },
  "E-SIGNIN-UNCONFIRMED": {
    message: "This email address isn't confirmed yet.",
    next: "Open the link in the email that we sent you.",
  },
  "E-SIGNIN-LINK": {
    message: "This link has expired or was already used.",
    next: "If you've already confirmed your address, just sign in. Otherwise ask for a new link.",
  },
  // It carries a session, so its project still has Supabase's own mail templates: docs/deploy.md.
  "E-SIGNIN-TEMPLATE": {
    message: "Softphone doesn't accept this kind of link.",
    next: "Whoever runs it has to set the email templates in Supabase Auth.",
  },
  // The project takes no new accounts by email: Supabase Auth's setting.
  "E-SIGNUP-OFF": {
    message: "New accounts are turned off here.",
    next: "Ask an admin of your workspace for one.",
  },
  "E-SIGNUP-EXISTS": {
    message: "You already have an account with this address.",
    next: "Just sign in, or reset your password.",
  },
  // A project without a mail server of its own sends to its own team alone.
  "E-SIGNUP-MAIL": {
    message: "This installation can't send email to this address yet.",
    next: "Its operator needs to set up a mail server in Supabase Auth.",
  },
  "E-EMAIL-TAKEN": {
    message: "Another account uses this address.",
    next: "Choose a different one.",
  },
  "E-EMAIL": {
    message: "This isn't a valid email address.",
    next: "Check it for typos.",
  },
  "E-PASSWORD-CURRENT": {
    message: "This isn't your current password.",
    next: "Enter the one that you signed in with.",
  },
  // The project asks for a fresh sign-in before a password changes.
  "E-PASSWORD-OLD-SESSION": {
    message: "You signed in too long ago to change the password.",
    next: "Sign out, sign in again, then change it.",
  },
  "E-PASSWORD-WEAK": {
    message: "This password is too short or too easy to guess.",
    next: "Choose a longer one.",
  },
  "E-PASSWORD-SAME": {
    message: "This is the password you already have.",
    next: "Choose a different one.",
  },
  "E-MICROPHONE-BLOCKED": {
    message: "Your microphone is blocked.",
    next: "Allow the microphone in the address bar, then try again.",
  },
  "E-MICROPHONE-MISSING": {
    message: "No microphone found.",
    next: "Plug one in, then try again.",
  },
  "E-MICROPHONE-IN-USE": {
    message: "Another program is using your microphone.",
    next: "Close that program, then try again.",
  },
  "E-NO-WEBRTC": {
    message: "This browser can’t make calls: WebRTC is turned off.",
    next: "An extension or a policy of your company does that. Allow WebRTC, then reload the page.",
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

// Which Twilio the suite is run against, from the environment.

import * as v from "valibot";

export interface Target {
  /** `https://api.twilio.com`, or a simulator's URL. */
  baseUrl: string;
  accountSid: string;
  authToken: string;
  /** Two numbers of the account: the one under test, and one that stands for a telephone of the outside world. */
  ours: string;
  theirs: string;
  /** Where this machine takes webhooks, and by which public address Twilio reaches it. */
  receiver: { port: number; publicUrl: string | null };
}

export const TWILIO_URL = "https://api.twilio.com";

const e164 = v.pipe(v.string(), v.regex(/^\+[1-9]\d{6,14}$/, "not an E.164 number"));
const port = v.pipe(v.string(), v.digits(), v.transform(Number), v.maxValue(65_535));
const url = v.pipe(v.string(), v.url(), v.transform((text) => text.replace(/\/$/, "")));

const Environment = v.object({
  CONFORMANCE_BASE_URL: v.optional(url, TWILIO_URL),
  CONFORMANCE_ACCOUNT_SID: v.pipe(v.string(), v.regex(/^AC[0-9a-f]{32}$/)),
  CONFORMANCE_AUTH_TOKEN: v.pipe(v.string(), v.minLength(1)),
  CONFORMANCE_OUR_NUMBER: e164,
  CONFORMANCE_THEIR_NUMBER: e164,
  CONFORMANCE_WEBHOOK_PORT: v.optional(port, "0"),
  CONFORMANCE_WEBHOOK_URL: v.optional(url),
});

/**
 * Reads the target from the environment; null when it names no account (then a simulator is started).
 * @throws {Error} naming what is missing or wrong, never a value.
 */
export function readTarget(env: Record<string, string | undefined>): Target | null {
  if (env["CONFORMANCE_ACCOUNT_SID"] === undefined) return null;
  const parsed = v.safeParse(Environment, env);
  if (!parsed.success) {
    const names = new Set(parsed.issues.map((issue) => v.getDotPath(issue)));
    throw new Error(`Cannot run the conformance suite: set ${[...names].join(", ")}`);
  }
  const given = parsed.output;
  if (given.CONFORMANCE_BASE_URL === TWILIO_URL && given.CONFORMANCE_WEBHOOK_URL === undefined) {
    throw new Error(
      "Cannot run the conformance suite: Twilio needs CONFORMANCE_WEBHOOK_URL, a public address that leads to " +
        "CONFORMANCE_WEBHOOK_PORT of this machine",
    );
  }
  return {
    baseUrl: given.CONFORMANCE_BASE_URL,
    accountSid: given.CONFORMANCE_ACCOUNT_SID,
    authToken: given.CONFORMANCE_AUTH_TOKEN,
    ours: given.CONFORMANCE_OUR_NUMBER,
    theirs: given.CONFORMANCE_THEIR_NUMBER,
    receiver: {
      port: given.CONFORMANCE_WEBHOOK_PORT,
      publicUrl: given.CONFORMANCE_WEBHOOK_URL ?? null,
    },
  };
}

// Voice access tokens: JWTs of the form `twilio-fpa;v=1`, HS256, signed with an API key's secret.
// https://www.twilio.com/docs/iam/access-tokens

import { createHmac, timingSafeEqual } from "node:crypto";
import * as v from "valibot";
import type { VerifiedToken } from "../calls/party.ts";

export interface TokenError {
  code: number;
  message: string;
}

/** Finds an API key of any account; null when there is none (never made, or deleted). */
export type FindApiKey = (keySid: string) => { accountSid: string; secret: string } | null;

const MAX_LIFETIME_S = 24 * 60 * 60;

/**
 * Twilio's documents ask for letters, digits and underscores; its service takes more, dashes for one. How much more is
 * assumed. A token that names nobody may still place calls.
 */
const IDENTITY = /^[^\s\p{Cc}]{1,121}$/u;

const Header = v.object({
  alg: v.literal("HS256"),
  typ: v.literal("JWT"),
  cty: v.literal("twilio-fpa;v=1"),
});

const Payload = v.object({
  iss: v.pipe(v.string(), v.regex(/^SK[0-9a-f]{32}$/)),
  sub: v.pipe(v.string(), v.regex(/^AC[0-9a-f]{32}$/)),
  iat: v.optional(v.number()),
  nbf: v.optional(v.number()),
  exp: v.number(),
  grants: v.object({
    identity: v.optional(v.pipe(v.string(), v.regex(IDENTITY))),
    voice: v.object({
      incoming: v.optional(v.object({ allow: v.boolean() })),
      outgoing: v.optional(
        v.object({ application_sid: v.pipe(v.string(), v.regex(/^AP[0-9a-f]{32}$/)) }),
      ),
    }),
  }),
});

const INVALID: TokenError = { code: 20101, message: "AccessTokenInvalid" };
const EXPIRED: TokenError = { code: 20104, message: "AccessTokenExpired" };
const WRONG_KEY: TokenError = { code: 31202, message: "AccessTokenSignatureValidationFailed" };

/**
 * Verifies a Voice access token at `nowMs`.
 *
 * @returns what it says, or the Voice SDK's error: 20101 malformed, not yet valid or longer than 24 h; 20104 expired;
 * 31202 unknown key, another account's key or a wrong signature.
 */
export function verifyAccessToken(
  token: string,
  findApiKey: FindApiKey,
  nowMs: number,
): VerifiedToken | { error: TokenError } {
  const parts = token.split(".");
  const [head = "", body = "", signature = ""] = parts;
  const header = v.safeParse(Header, decode(head));
  const payload = v.safeParse(Payload, decode(body));
  if (parts.length !== 3 || !header.success || !payload.success) return { error: INVALID };

  const { iss, sub, exp, nbf, iat, grants } = payload.output;
  const key = findApiKey(iss);
  if (key === null || key.accountSid !== sub) return { error: WRONG_KEY };
  const expected = createHmac("sha256", key.secret).update(`${head}.${body}`).digest();
  const given = Buffer.from(signature, "base64url");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return { error: WRONG_KEY };
  }

  const now = nowMs / 1000;
  if (exp <= now) return { error: EXPIRED };
  if ((nbf ?? 0) > now || exp - (iat ?? nbf ?? now) > MAX_LIFETIME_S) return { error: INVALID };
  return {
    accountSid: sub,
    identity: grants.identity ?? null,
    appSid: grants.voice.outgoing?.application_sid ?? null,
    incomingAllowed: grants.identity !== undefined && (grants.voice.incoming?.allow ?? false),
    expiresAtMs: exp * 1000,
  };
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}

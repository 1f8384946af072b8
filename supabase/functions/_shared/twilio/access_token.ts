import AccessToken from "twilio/lib/jwt/AccessToken.js";
import { decodeJwt } from "jose";
import type { TokenAnswer } from "../contracts/token.ts";
import type { ApiKey } from "../domain/api_key.ts";

/** Lifetime in seconds: the dialer renews it every 15 minutes, so a call begins with a fresh one. */
const ttl = 3600;

/**
 * Signs what the Voice SDK registers and dials with
 * (https://www.twilio.com/docs/iam/access-tokens): this identity rings, and calls out only through
 * the workspace's TwiML App.
 */
export function signAccessToken(
  { accountSid, appSid, key, identity }: {
    accountSid: string;
    appSid: string;
    key: ApiKey;
    identity: string;
  },
): TokenAnswer {
  const token = new AccessToken(accountSid, key.sid, key.secret, { identity, ttl });
  token.addGrant(
    new AccessToken.VoiceGrant({ incomingAllow: true, outgoingApplicationSid: appSid }),
  );
  const jwt = token.toJwt();
  const { exp = 0 } = decodeJwt(jwt);
  return { token: jwt, identity, ttl, expiresAt: new Date(exp * 1000).toISOString() };
}

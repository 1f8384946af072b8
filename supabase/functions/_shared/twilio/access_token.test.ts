import AccessToken from "twilio/lib/jwt/AccessToken.js";
import { decodeJwt, jwtVerify } from "jose";
import { assertEquals } from "@std/assert";
import { signAccessToken } from "./access_token.ts";

const sid = (kind: string) => kind + "0123456789abcdef".repeat(2);
const key = { sid: sid("SK"), secret: "a secret of thirty-two characters" };
const seat = { accountSid: sid("AC"), appSid: sid("AP"), key, identity: "priya_7" };
const verify = (token: string) => jwtVerify(token, new TextEncoder().encode(key.secret));

Deno.test("an access token has the header and the claims of the official library's", async () => {
  const answer = await signAccessToken(seat);
  const official = new AccessToken(seat.accountSid, key.sid, key.secret, {
    identity: seat.identity,
    ttl: 3600,
  });
  official.addGrant(
    new AccessToken.VoiceGrant({ incomingAllow: true, outgoingApplicationSid: seat.appSid }),
  );
  const [ours, theirs] = [await verify(answer.token), await verify(official.toJwt())];
  assertEquals(ours.protectedHeader, theirs.protectedHeader);
  const { iat = 0 } = ours.payload;
  // The library's was signed a moment later.
  const signedThen = { iat, exp: iat + 3600, jti: `${key.sid}-${iat}` };
  assertEquals(ours.payload, { ...theirs.payload, ...signedThen });
});

Deno.test("the answer tells whose token it is and when it ends", async () => {
  const answer = await signAccessToken(seat);
  const { exp = 0 } = decodeJwt(answer.token);
  assertEquals(answer.identity, "priya_7");
  assertEquals(answer.ttl, 3600);
  assertEquals(answer.expiresAt, new Date(exp * 1000).toISOString());
});

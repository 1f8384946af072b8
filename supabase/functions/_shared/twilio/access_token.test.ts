import { jwtVerify } from "jose";
import { assertEquals } from "@std/assert";
import { signAccessToken } from "./access_token.ts";

const sid = (kind: string) => kind + "0123456789abcdef".repeat(2);

Deno.test("an access token lets its identity ring and call through the workspace's app for an hour", async () => {
  const key = { sid: sid("SK"), secret: "a secret of thirty-two characters" };
  const answer = signAccessToken({
    accountSid: sid("AC"),
    appSid: sid("AP"),
    key,
    identity: "priya_7",
  });
  const { payload, protectedHeader } = await jwtVerify(
    answer.token,
    new TextEncoder().encode(key.secret),
    { issuer: key.sid, subject: sid("AC") },
  );
  assertEquals(protectedHeader, { alg: "HS256", typ: "JWT", cty: "twilio-fpa;v=1" });
  assertEquals(payload["grants"], {
    identity: "priya_7",
    voice: { incoming: { allow: true }, outgoing: { application_sid: sid("AP") } },
  });
  assertEquals(answer.identity, "priya_7");
  assertEquals(answer.ttl, 3600);
  assertEquals(payload.exp! - payload.iat!, 3600);
  assertEquals(answer.expiresAt, new Date(payload.exp! * 1000).toISOString());
});

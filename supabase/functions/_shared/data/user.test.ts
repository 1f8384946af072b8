import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from "jose";
import { assertEquals, assertRejects } from "@std/assert";
import { Failure } from "../domain/failure.ts";
import { verifyUsersOf } from "./user.ts";

const userId = "6f1f9a52-6d0c-4c0e-9d3e-0f6f0a3c8f11";
const claims = { sub: userId, role: "authenticated", aud: "authenticated" };

const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
const jwk = { ...(await exportJWK(publicKey)), kid: "current", alg: "ES256", use: "sig" };
const verify = verifyUsersOf({
  supabaseUrl: "http://127.0.0.1:9",
  jwks: JSON.stringify({ keys: [jwk] }),
});

function sign(
  payload: Record<string, unknown>,
  { key = privateKey, kid = "current", alg = "ES256", expires = "1h" }: {
    key?: CryptoKey | Uint8Array;
    kid?: string;
    alg?: string;
    expires?: string;
  } = {},
): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ alg, kid }).setExpirationTime(expires).sign(key);
}

function from(token: string | null): Request {
  return new Request("http://x/token", {
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
  });
}

async function refuses(token: string | null) {
  await assertRejects(() => verify(from(token)), Failure, "E-AUTH-SIGNIN");
}

Deno.test("a token of this project names its user", async () => {
  assertEquals(await verify(from(await sign(claims))), userId);
});

Deno.test("nobody is signed in without a token, or with one that is none", async () => {
  await refuses(null);
  await refuses("nonsense");
  await refuses("sb_publishable_1");
});

Deno.test("an expired token is refused", async () => {
  await refuses(await sign(claims, { expires: "-1s" }));
});

Deno.test("a token signed by another key of the same name is refused", async () => {
  const other = await generateKeyPair("ES256");
  await refuses(await sign(claims, { key: other.privateKey }));
});

Deno.test("a token with a shared secret (HS256) is refused, also when the public key is the secret", async () => {
  const secret = new TextEncoder().encode(JSON.stringify(jwk));
  await refuses(await sign(claims, { key: secret, alg: "HS256" }));
});

Deno.test("a token that is not an ordinary user's is refused", async () => {
  await refuses(await sign({ ...claims, role: "service_role" }));
  await refuses(await sign({ ...claims, role: "anon" }));
  await refuses(await sign({ ...claims, aud: "other" }));
  await refuses(await sign({ ...claims, sub: "1" }));
});

Deno.test("a key that is not injected yet is looked up in the published set", async () => {
  const next = await generateKeyPair("ES256", { extractable: true });
  const nextJwk = { ...(await exportJWK(next.publicKey)), kid: "next", alg: "ES256" };
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    (request) =>
      new URL(request.url).pathname === "/auth/v1/.well-known/jwks.json"
        ? Response.json({ keys: [nextJwk] })
        : new Response(null, { status: 404 }),
  );
  const both = verifyUsersOf({
    supabaseUrl: `http://127.0.0.1:${server.addr.port}`,
    jwks: JSON.stringify({ keys: [jwk] }),
  });
  const token = await sign(claims, { key: next.privateKey, kid: "next" });
  assertEquals(await both(from(token)), userId);
});

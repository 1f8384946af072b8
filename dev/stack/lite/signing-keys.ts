import { basename, dirname } from "node:path";
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from "jose";
import { keptSecret } from "../postgres/secrets.ts";

const LEGACY_LIFETIME = "10y";

/** Signs and checks the project's tokens. */
export interface SigningKeys {
  /** The public half, as `/auth/v1/.well-known/jwks.json` shows it. */
  jwks: { keys: JWK[] };
  /** A token as Auth issues it today: ES256, with `kid`. The claims carry their own `exp`. */
  sign(claims: JWTPayload): Promise<string>;
  /** The anon and service_role keys of old projects: HS256, valid for ten years. */
  legacyKey(role: "anon" | "service_role"): Promise<string>;
  /**
   * The claims of a token of either kind.
   * @throws {JOSEError} when it is expired, of another project, or no token at all
   */
  verify(token: string): Promise<JWTPayload>;
}

/** @param file where the private key is kept, made when missing, readable by its owner only */
export async function loadSigningKeys(file: string, legacySecret: string): Promise<SigningKeys> {
  const { privateKey: made } = await generateKeyPair("ES256", { extractable: true });
  const value = JSON.stringify(await exportJWK(made));
  const secret: JWK = JSON.parse(keptSecret(dirname(file), basename(file), { value }));
  const { d: _, ...half } = secret;
  const kid = await calculateJwkThumbprint(half);
  const publicJwk = { ...half, kid, alg: "ES256", use: "sig", key_ops: ["verify"] };
  const [privateKey, publicKey] = await Promise.all([
    importJWK(secret, "ES256"),
    importJWK(publicJwk, "ES256"),
  ]);
  const legacy = new TextEncoder().encode(legacySecret);
  return {
    jwks: { keys: [publicJwk] },
    sign: (claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid, typ: "JWT" }).sign(privateKey),
    legacyKey: (role) =>
      new SignJWT({ role, iss: "supabase" })
        .setProtectedHeader({ alg: "HS256", typ: "JWT" })
        .setIssuedAt()
        .setExpirationTime(LEGACY_LIFETIME)
        .sign(legacy),
    verify: async (token) => {
      const { payload } = await jwtVerify(
        token,
        ({ alg }) => alg === "HS256" ? legacy : publicKey,
        { algorithms: ["ES256", "HS256"] },
      );
      return payload;
    },
  };
}

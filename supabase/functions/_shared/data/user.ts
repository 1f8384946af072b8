import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  jwtVerify,
  type JWTVerifyGetKey,
} from "jose";
import * as v from "valibot";
import { Failure } from "../domain/failure.ts";

/** Finds out who sends a request. Returns the user's id. */
export type VerifyUser = (request: Request) => Promise<string>;

const ClaimsSchema = v.object({
  sub: v.pipe(v.string(), v.uuid()),
  role: v.literal("authenticated"),
});
const KeySetSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ keys: v.array(v.looseObject({ kty: v.string() })) }),
);

/**
 * Checks the bearer token that Supabase Auth gave to the user, without asking anybody: by the keys
 * that the platform injects, and by the published set when they do not have the token's key.
 *
 * The gateway's own check is off: it accepts any valid key of the project and so tells nobody
 * apart. Legacy tokens (HS256) are not accepted, since whoever can check one can also forge one.
 * The issuer is not compared: it is another address than `SUPABASE_URL` behind a custom domain,
 * and the keys belong to this project alone.
 *
 * @throws Failure `E-AUTH-SIGNIN`
 */
export function verifyUsersOf(
  { supabaseUrl, jwks }: { supabaseUrl: string; jwks: string | null },
): VerifyUser {
  const published = createRemoteJWKSet(new URL(`${supabaseUrl}/auth/v1/.well-known/jwks.json`));
  const findKey = jwks === null ? published : injectedFirst(jwks, published);
  return async (request) => {
    const token = /^Bearer ([\w.-]+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
    if (token === undefined) throw new Failure("E-AUTH-SIGNIN");
    try {
      const { payload } = await jwtVerify(token, findKey, {
        algorithms: ["ES256", "RS256"],
        audience: "authenticated",
        requiredClaims: ["exp", "sub"],
      });
      return v.parse(ClaimsSchema, payload).sub;
    } catch (error) {
      throw new Failure("E-AUTH-SIGNIN", {}, error);
    }
  };
}

function injectedFirst(jwks: string, published: JWTVerifyGetKey): JWTVerifyGetKey {
  const parsed = v.safeParse(KeySetSchema, jwks);
  if (!parsed.success) throw new Error("Cannot start: SUPABASE_JWKS is not a JSON Web Key Set");
  const injected = createLocalJWKSet(parsed.output);
  return async (header, token) => {
    try {
      return await injected(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) return await published(header, token);
      throw error;
    }
  };
}

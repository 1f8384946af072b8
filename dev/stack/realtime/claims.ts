import * as v from "valibot";

/** What Realtime needs of a verified token; everything else is handed to the database as it came. */
const Claims = v.looseObject({
  role: v.pipe(v.string(), v.minLength(1)),
  exp: v.optional(v.number()),
});
export type Claims = v.InferOutput<typeof Claims>;

/** Verifies a user's JWT or an API key, and answers its claims; rejects when it is forged or expired. */
export type VerifyToken = (token: string) => Promise<unknown>;

export type ClaimsResult = { ok: true; claims: Claims } | { ok: false; reason: string };

/** Verifies a token. The reasons are hosted Realtime's, which clients show and log. */
export async function readClaims(verify: VerifyToken, token: string): Promise<ClaimsResult> {
  let claims: unknown;
  try {
    claims = await verify(token);
  } catch (error) {
    const expired = error instanceof Error && "code" in error && error.code === "ERR_JWT_EXPIRED";
    return {
      ok: false,
      reason: `InvalidJWTToken: ${
        expired ? "Token has expired" : "The token provided is not valid"
      }`,
    };
  }
  const parsed = v.safeParse(Claims, claims);
  return parsed.success
    ? { ok: true, claims: parsed.output }
    : { ok: false, reason: "InvalidJWTToken: Fields `role` and `exp` are required in JWT" };
}

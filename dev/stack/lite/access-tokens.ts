import { errors, type JWTPayload, jwtVerify, SignJWT } from "jose";
import type { Sql } from "../postgres/connect.ts";
import type { SigningKeys } from "./signing-keys.ts";

/**
 * Lite signs with a secret (HS256, no kid, few claims). What leaves the stack is signed again as
 * hosted Auth does, and what comes in is turned back into a token that Lite knows.
 */
export interface AccessTokens {
  /** Replaces Lite's tokens in an answer's body, or in the fragment that a mail's link leads to. */
  outward(response: Response): Promise<Response>;
  /** Lite's token for the same session; expired ones stay expired, false ones false. */
  inward(token: string): Promise<string>;
}

/**
 * @param options.issuer `<api>/auth/v1`
 * @param options.secret Lite's secret, which nobody outside may know
 * @param options.sql reads the person's metadata for the claims
 */
export function createAccessTokens(
  options: { issuer: string; secret: string; keys: SigningKeys; sql: Sql },
): AccessTokens {
  const secret = new TextEncoder().encode(options.secret);
  const wrongSecret = new TextEncoder().encode(`not ${options.secret}`);

  const reissue = async (token: string): Promise<string> => {
    const { payload } = await jwtVerify(token, secret);
    return options.keys.sign({
      ...payload,
      ...await claimsOf(options.sql, payload, options.issuer),
    });
  };

  return {
    async outward(response) {
      const location = response.headers.get("location");
      if (location?.includes("#access_token=")) {
        const [target = "", fragment = ""] = location.split("#");
        const values = new URLSearchParams(fragment);
        values.set("access_token", await reissue(values.get("access_token") ?? ""));
        return new Response(null, {
          status: response.status,
          headers: { location: `${target}#${values.toString()}` },
        });
      }
      if (!(response.headers.get("content-type") ?? "").includes("json")) return response;
      const body: unknown = await response.clone().json();
      if (typeof body !== "object" || body === null || !("access_token" in body)) return response;
      const headers = new Headers(response.headers);
      headers.delete("content-length");
      const access_token = await reissue(String(body.access_token));
      return Response.json({ ...body, access_token }, { status: response.status, headers });
    },
    async inward(token) {
      try {
        return await signLikeLite(await options.keys.verify(token), secret);
      } catch (error) {
        if (error instanceof errors.JWTExpired) return signLikeLite(error.payload, secret);
        return signLikeLite({ exp: Math.floor(Date.now() / 1000) }, wrongSecret);
      }
    },
  };
}

function signLikeLite(claims: JWTPayload, secret: Uint8Array): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: "HS256", typ: "JWT" }).sign(secret);
}

/** https://supabase.com/docs/guides/auth/jwt-fields */
async function claimsOf(sql: Sql, lite: JWTPayload, issuer: string): Promise<JWTPayload> {
  const [user] = await sql<{ phone: string | null; app: object | null; own: object | null }[]>`
    select phone, raw_app_meta_data as app, raw_user_meta_data as own
    from auth.users where id = ${lite.sub ?? null}`;
  return {
    iss: issuer,
    phone: user?.phone ?? "",
    app_metadata: user?.app ?? {},
    user_metadata: user?.own ?? {},
    aal: "aal1",
    amr: [{ method: "password", timestamp: lite.iat }],
    is_anonymous: false,
  };
}

import type { Caller } from "../lite/caller.ts";
import type { ProjectKeys } from "./project-keys.ts";

/** What the gateway reads of a request to tell who sends it. */
export interface Credentials {
  apikey: string | undefined;
  bearer: string | undefined;
  userAgent: string | undefined;
}

export interface Refusal {
  status: 401;
  body: Record<string, string | null>;
}

export type Authenticated = { ok: true; caller: Caller } | { ok: false; refusal: Refusal };

/** Every browser's User-Agent begins so; hosted tells a browser by it. */
const BROWSER = /^\s*Mozilla\/5\.0/i;

/**
 * The key says which project and the least role; a user's token in `Authorization` says who.
 * https://supabase.com/docs/guides/api/api-keys
 */
export async function authenticate(
  keys: ProjectKeys,
  credentials: Credentials,
): Promise<Authenticated> {
  const byKey = checkKey(keys, credentials);
  const { bearer, apikey } = credentials;
  if (!byKey.ok || bearer === undefined || bearer === apikey) return byKey;
  try {
    const claims = await claimsOfToken(keys, bearer);
    return { ok: true, caller: { role: roleOf(claims), claims } };
  } catch (error) {
    const expired = error instanceof Error && "code" in error && error.code === "ERR_JWT_EXPIRED";
    return refuse(
      expired ? { code: "PGRST303", details: null, hint: null, message: "JWT expired" } : {
        code: "PGRST301",
        details: "None of the keys was able to decode the JWT",
        hint: null,
        message: "No suitable key or wrong key type",
      },
    );
  }
}

function roleOf(claims: Record<string, unknown>): string {
  return typeof claims["role"] === "string" ? claims["role"] : "anon";
}

/** The key alone, as Auth and Realtime want it checked; they look at the token themselves. */
export function checkKey(keys: ProjectKeys, credentials: Credentials): Authenticated {
  const { apikey, userAgent } = credentials;
  if (apikey === undefined) {
    return refuse({
      message: "No API key found in request",
      hint: "No `apikey` request header or url param was found.",
    });
  }
  const role = roleOfKey(keys, apikey);
  if (role === undefined) {
    return refuse({
      message: "Invalid API key",
      hint: "Double check your Supabase `anon` or `service_role` API key.",
    });
  }
  if (apikey === keys.secret && BROWSER.test(userAgent ?? "")) {
    return refuse({
      message: "Forbidden use of secret API key in browser",
      hint:
        "Secret API keys can only be used in a protected environment and should never be used in a browser.",
    });
  }
  return { ok: true, caller: { role, claims: { role } } };
}

/**
 * The claims of a user's token, or of a key used in its place.
 * @throws {JOSEError} when it is expired or not this project's
 */
export async function claimsOfToken(
  keys: ProjectKeys,
  token: string,
): Promise<Record<string, unknown>> {
  const role = roleOfKey(keys, token);
  return role === undefined ? await keys.signing.verify(token) : { role };
}

function roleOfKey(keys: ProjectKeys, key: string): "anon" | "service_role" | undefined {
  if (key === keys.publishable || key === keys.anon) return "anon";
  if (key === keys.secret || key === keys.serviceRole) return "service_role";
  return undefined;
}

function refuse(body: Refusal["body"]): Authenticated {
  return { ok: false, refusal: { status: 401, body } };
}

import * as v from "valibot";

/** What the functions read from their environment, parsed once at boot. */
export interface Environment {
  /** The project's API, without a slash at its end. */
  supabaseUrl: string;
  /** A secret key (`sb_secret_…`), or the legacy service-role JWT. */
  secretKey: string;
  /** The keys that sign users' tokens (a JSON Web Key Set), where the platform injects them. */
  jwks: string | null;
  /** Where Twilio and browsers reach the functions: pinned, since Twilio signs it. */
  publicUrl: string;
  twilioApiUrl: string;
  /** Origins that may call the functions for people from a browser. */
  webOrigins: readonly string[];
  /** Where the web app is, for links; null: the asking page's own origin. */
  webUrl: string | null;
}

type ReadVariable = (name: string) => string | undefined;

const readVariable: ReadVariable = (name) => Deno.env.get(name);

const SecretKeysSchema = v.pipe(v.string(), v.parseJson(), v.object({ default: v.string() }));

/**
 * Reads the environment; `.env.example` documents it.
 * @throws Error that names the variable; the function then does not boot
 */
export function readEnvironment(get: ReadVariable = readVariable): Environment {
  return {
    supabaseUrl: readSupabaseUrl(get),
    secretKey: readSecretKey(get),
    jwks: get("SUPABASE_JWKS") || null,
    publicUrl: readPublicUrl(get),
    twilioApiUrl: readUrl("TWILIO_API_URL", get("TWILIO_API_URL") || "https://api.twilio.com"),
    webOrigins: (get("WEB_ORIGINS") ?? "").split(",").map((origin) => origin.trim()).filter(
      Boolean,
    ),
    webUrl: get("WEB_URL") ? readUrl("WEB_URL", get("WEB_URL")) : null,
  };
}

/** `Environment.publicUrl` alone, for a function that needs nothing else. @throws Error that names the variable */
export function readPublicUrl(get: ReadVariable = readVariable): string {
  const pinned = get("FUNCTIONS_PUBLIC_URL");
  if (pinned) return readUrl("FUNCTIONS_PUBLIC_URL", pinned);
  return `${readSupabaseUrl(get)}/functions/v1`;
}

function readSupabaseUrl(get: ReadVariable): string {
  return readUrl("SUPABASE_URL", get("SUPABASE_URL"));
}

function readUrl(name: string, value: string | undefined): string {
  if (!value || !URL.canParse(value)) throw new Error(`Cannot start: ${name} is not a URL`);
  return value.replace(/\/+$/, "");
}

function readSecretKey(get: ReadVariable): string {
  const keys = get("SUPABASE_SECRET_KEYS");
  if (keys) {
    const parsed = v.safeParse(SecretKeysSchema, keys);
    if (parsed.success) return parsed.output.default;
    throw new Error(
      'Cannot start: SUPABASE_SECRET_KEYS is not JSON like {"default": "sb_secret_…"}',
    );
  }
  const legacy = get("SUPABASE_SERVICE_ROLE_KEY");
  if (legacy) return legacy;
  throw new Error("Cannot start: SUPABASE_SECRET_KEYS is missing");
}

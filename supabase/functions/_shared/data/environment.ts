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

const SecretKeysSchema = v.pipe(v.string(), v.parseJson(), v.object({ default: v.string() }));

/**
 * Reads the environment; `.env.example` documents it.
 * @throws Error that names the variable; the function then does not boot
 */
export function readEnvironment(
  get: (name: string) => string | undefined = (name) => Deno.env.get(name),
): Environment {
  const supabaseUrl = readUrl("SUPABASE_URL", get("SUPABASE_URL"));
  return {
    supabaseUrl,
    secretKey: readSecretKey(get),
    jwks: get("SUPABASE_JWKS") || null,
    publicUrl: readUrl(
      "FUNCTIONS_PUBLIC_URL",
      get("FUNCTIONS_PUBLIC_URL") || `${supabaseUrl}/functions/v1`,
    ),
    twilioApiUrl: readUrl("TWILIO_API_URL", get("TWILIO_API_URL") || "https://api.twilio.com"),
    webOrigins: (get("WEB_ORIGINS") ?? "").split(",").map((origin) => origin.trim()).filter(
      Boolean,
    ),
    webUrl: get("WEB_URL") ? readUrl("WEB_URL", get("WEB_URL")) : null,
  };
}

function readUrl(name: string, value: string | undefined): string {
  if (!value || !URL.canParse(value)) throw new Error(`Cannot start: ${name} is not a URL`);
  return value.replace(/\/+$/, "");
}

function readSecretKey(get: (name: string) => string | undefined): string {
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

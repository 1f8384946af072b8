import { existsSync, readFileSync } from "node:fs";
import * as v from "valibot";

const AuthConfig = v.object({
  site_url: v.exactOptional(v.string()),
  additional_redirect_urls: v.exactOptional(v.array(v.string())),
  /** Seconds. */
  jwt_expiry: v.exactOptional(v.number()),
  minimum_password_length: v.exactOptional(v.number()),
  enable_signup: v.exactOptional(v.boolean()),
  enable_confirmations: v.exactOptional(v.boolean()),
});

export type AuthConfig = v.InferOutput<typeof AuthConfig>;

/**
 * What `supabase/config.toml` says in `[auth]` and `[auth.email]`, as far as the stack obeys it;
 * values on one line each, where TOML and JSON agree.
 * https://supabase.com/docs/guides/local-development/cli/config
 */
export function readAuthConfig(path: string): AuthConfig {
  if (!existsSync(path)) return {};
  const found: Record<string, unknown> = {};
  let table = "";
  for (const line of readFileSync(path, "utf8").split("\n")) {
    table = /^\s*\[([^\]]+)\]\s*(#.*)?$/.exec(line)?.[1] ?? table;
    if (table !== "auth" && table !== "auth.email") continue;
    const [, name, value] = /^\s*(\w+)\s*=\s*("[^"]*"|\[.*\]|[^#]*)/.exec(line) ?? [];
    if (name === undefined || value === undefined || !(name in AuthConfig.entries)) continue;
    found[name] = JSON.parse(value);
  }
  return v.parse(AuthConfig, found);
}

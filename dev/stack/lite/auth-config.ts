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
  /** By kind of mail, such as `recovery`. */
  templates: v.exactOptional(v.record(
    v.string(),
    v.object({ subject: v.exactOptional(v.string()), content_path: v.exactOptional(v.string()) }),
  )),
});

export type AuthConfig = v.InferOutput<typeof AuthConfig>;

/**
 * What `supabase/config.toml` says in `[auth]`, `[auth.email]` and `[auth.email.template.…]`, as far as the stack obeys it;
 * values on one line each, where TOML and JSON agree.
 * https://supabase.com/docs/guides/local-development/cli/config
 */
export function readAuthConfig(path: string): AuthConfig {
  if (!existsSync(path)) return {};
  const found: Record<string, unknown> = {};
  const templates: Record<string, Record<string, unknown>> = {};
  let table = "";
  for (const line of readFileSync(path, "utf8").split("\n")) {
    table = /^\s*\[([^\]]+)\]\s*(#.*)?$/.exec(line)?.[1] ?? table;
    const kind = /^auth\.email\.template\.(\w+)$/.exec(table)?.[1];
    if (kind === undefined && table !== "auth" && table !== "auth.email") continue;
    const [, name, value] = /^\s*(\w+)\s*=\s*("[^"]*"|\[.*\]|[^#]*)/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    if (kind !== undefined) (templates[kind] ??= {})[name] = JSON.parse(value);
    else if (name in AuthConfig.entries) found[name] = JSON.parse(value);
  }
  if (Object.keys(templates).length > 0) found["templates"] = templates;
  return v.parse(AuthConfig, found);
}

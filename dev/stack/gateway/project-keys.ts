import { createHash } from "node:crypto";
import { join } from "node:path";
import { loadSigningKeys, type SigningKeys } from "../lite/signing-keys.ts";
import { keptSecret } from "../postgres/secrets.ts";

/** The keys of one project, kept across restarts beside its data. */
export interface ProjectKeys {
  signing: SigningKeys;
  /** For browsers: the role anon. */
  publishable: string;
  /** For servers: the role service_role; refused from a browser. */
  secret: string;
  /** The same two in the form that old projects and functions use, JWTs. */
  anon: string;
  serviceRole: string;
  /** What Lite signs with; stays inside. */
  liteSecret: string;
}

export async function loadProjectKeys(place: string): Promise<ProjectKeys> {
  const signing = await loadSigningKeys(
    join(place, "signing-key.json"),
    keptSecret(place, "legacy-jwt-secret"),
  );
  return {
    signing,
    publishable: apiKey("publishable", keptSecret(place, "publishable-key")),
    secret: apiKey("secret", keptSecret(place, "secret-key")),
    anon: keptSecret(place, "anon-key", { value: await signing.legacyKey("anon") }),
    serviceRole: keptSecret(place, "service-role-key", {
      value: await signing.legacyKey("service_role"),
    }),
    liteSecret: keptSecret(place, "lite-jwt-secret"),
  };
}

/** `sb_<kind>_<22 random characters>_<8 of a checksum>`, the shape of hosted's. */
function apiKey(kind: "publishable" | "secret", randomness: string): string {
  const body = `sb_${kind}_${randomness.slice(0, 22)}`;
  return `${body}_${createHash("sha256").update(body).digest("base64url").slice(0, 8)}`;
}

import { randomBytes } from "node:crypto";
import { chownSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Identity } from "./place.ts";

/**
 * The text of a file that only its owner can read, made when it is missing.
 *
 * @param options.owner who may read it; ourselves when left out
 * @param options.value what to keep; 256 random bits when left out
 */
export function keptSecret(
  place: string,
  name: string,
  options: { owner?: Identity | undefined; value?: string } = {},
): string {
  const path = join(place, name);
  if (!existsSync(path)) {
    const value = options.value ?? randomBytes(32).toString("base64url");
    writeFileSync(path, value, { mode: 0o600, flag: "wx" });
    if (options.owner !== undefined) chownSync(path, options.owner.uid, options.owner.gid);
  }
  return readFileSync(path, "utf8");
}

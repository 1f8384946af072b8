import { randomBytes } from "node:crypto";
import { chownSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Identity } from "./place.ts";

/**
 * The text of a file that only its owner can read, made when it is missing or empty.
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
  const kept = read(path);
  if (kept !== "") return kept;
  const value = options.value ?? randomBytes(32).toString("base64url");
  // Under its name only when whole: a full disk or a kill would else leave an empty secret for good.
  const draft = `${path}.draft`;
  rmSync(draft, { force: true });
  writeFileSync(draft, value, { mode: 0o600, flag: "wx" });
  if (options.owner !== undefined) chownSync(draft, options.owner.uid, options.owner.gid);
  renameSync(draft, path);
  return value;
}

/** Empty when there is no such file. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  }
}

import { randomBytes } from "node:crypto";
import { chownSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Identity } from "./place.ts";

/** The file's text, made from randomness when it is missing; readable by its owner only. */
export function keptSecret(place: string, name: string, owner?: Identity): string {
  const path = join(place, name);
  if (!existsSync(path)) {
    writeFileSync(path, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
    if (owner !== undefined) chownSync(path, owner.uid, owner.gid);
  }
  return readFileSync(path, "utf8");
}

import { spawnSync } from "node:child_process";

/**
 * Whether Chromium's sandbox works here: it needs a user namespace of its own, which root may not use and which
 * many containers, and Ubuntu since 24.04, keep from everybody. Without one Chromium does not start at all. The
 * tests open only pages of our own.
 */
export function hasSandbox(): boolean {
  if (process.getuid?.() === 0) return false;
  if (process.platform !== "linux") return true;
  const probe = spawnSync("unshare", ["--user", "--map-root-user", "true"], { stdio: "ignore" });
  // Where the probe is missing, Chromium itself says what is wrong.
  return probe.error !== undefined || probe.status === 0;
}

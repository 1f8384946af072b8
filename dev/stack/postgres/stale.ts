import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 20;
const PATIENCE_MS = 10_000;

/**
 * Clears what a killed run left in the data directory: a server that still runs on it is stopped,
 * a lock file whose process is gone (or is now somebody else's) is removed.
 */
export async function clearStale(data: string): Promise<void> {
  const lock = join(data, "postmaster.pid");
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, "utf8").split("\n")[0]);
  if (Number.isInteger(pid) && isServerOn(pid, data)) {
    process.kill(pid, "SIGINT");
    const deadline = Date.now() + PATIENCE_MS;
    while (isAlive(pid) && Date.now() < deadline) await sleep(POLL_MS);
    if (isAlive(pid)) throw new Error(`Cannot start Postgres: process ${pid} still holds ${data}`);
  }
  rmSync(lock, { force: true });
}

/** Without /proc (macOS) a living process is taken at the lock file's word. */
function isServerOn(pid: number, data: string): boolean {
  if (!isAlive(pid)) return false;
  if (!existsSync("/proc/self/cmdline")) return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(data);
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

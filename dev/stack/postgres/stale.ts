import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 20;
const PATIENCE_MS = 3_000;

/**
 * Clears what a killed run left in the data directory. A server whose starter is gone stops by
 * itself (see `child.ts`) and is waited for; one that keeps running is somebody's, and is left to
 * them. A lock file whose process is gone, or is now another program, is removed.
 * @throws {Error} when the directory is in use
 */
export async function clearStale(data: string): Promise<void> {
  const lock = join(data, "postmaster.pid");
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, "utf8").split("\n")[0]);
  const deadline = Date.now() + PATIENCE_MS;
  while (Number.isInteger(pid) && isServerOn(pid, data)) {
    if (Date.now() > deadline) {
      throw new Error(`Cannot start Postgres: process ${pid} uses ${data}; stop that one first`);
    }
    await sleep(POLL_MS);
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

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LaunchFailure } from "./failure.ts";

/**
 * Takes the data folder for this process, so that a second `npm start` does not start on the same data.
 * Answers how to give it back.
 * @throws {LaunchFailure} `E-RUNNING` when another one holds it
 */
export function holdFolder(dataDir: string): () => void {
  const path = join(dataDir, "launcher.pid");
  const holder = holderOf(dataDir);
  if (holder !== null) {
    throw new LaunchFailure(
      "E-RUNNING",
      `Softphone is running already (process ${holder}): use that one, or stop it with Ctrl-C first`,
    );
  }
  rmSync(path, { force: true });
  writeFileSync(path, String(process.pid), { flag: "wx" });
  return () => rmSync(path, { force: true });
}

/** The process that runs on the folder, or null. What a killed one left behind counts for nothing. */
export function holderOf(dataDir: string): number | null {
  let pid: number;
  try {
    pid = Number(readFileSync(join(dataDir, "launcher.pid"), "utf8"));
  } catch {
    return null;
  }
  return Number.isInteger(pid) && pid > 0 && isNode(pid) ? pid : null;
}

/** Whether the process lives and may be a launcher; its number may be somebody else's by now. */
function isNode(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  try {
    return /node/.test(readFileSync(`/proc/${pid}/cmdline`, "utf8"));
  } catch {
    // Without /proc (macOS) a living process is taken at the file's word.
    return process.platform !== "linux";
  }
}

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LaunchFailure } from "./failure.ts";
import { identityOf } from "./process-identity.ts";

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
      `Softphone is already running (process ${holder}): use that one, or stop it with Ctrl-C first`,
    );
  }
  rmSync(path, { force: true });
  writeFileSync(path, `${process.pid}\n${identityOf(process.pid)}\n`, { flag: "wx" });
  return () => rmSync(path, { force: true });
}

/**
 * The process that runs on the folder, or null. What a killed one left behind counts for nothing, even when its
 * number belongs to another process by now.
 */
export function holderOf(dataDir: string): number | null {
  let lines: string[];
  try {
    lines = readFileSync(join(dataDir, "launcher.pid"), "utf8").split("\n");
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return identityOf(pid) === (lines[1] ?? "") ? pid : null;
}

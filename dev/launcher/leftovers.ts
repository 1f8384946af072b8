import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import * as v from "valibot";
import { identityOf } from "./process-identity.ts";

const Recorded = v.object({ name: v.string(), pid: v.number(), identity: v.string() });
/** A part's process: the leader of a process group of its own. */
export type Recorded = v.InferOutput<typeof Recorded>;

const PATIENCE_MS = 2_000;
const POLL_MS = 20;

const fileOf = (dataDir: string) => join(dataDir, "parts.json");

/**
 * Keeps on disk which processes the launcher has started. The parts end by themselves when the launcher is gone;
 * one that hangs does not, and the next start finds it here.
 */
export function recordParts(dataDir: string) {
  const parts: Recorded[] = [];
  const path = fileOf(dataDir);
  return {
    add(name: string, pid: number): void {
      const identity = identityOf(pid);
      if (identity === null) return;
      parts.push({ name, pid, identity });
      // In one step: a launcher that is killed meanwhile leaves a whole file.
      writeFileSync(`${path}.draft`, JSON.stringify(parts), { mode: 0o600 });
      renameSync(`${path}.draft`, path);
    },
    clear: () => rmSync(path, { force: true }),
  };
}

/** The recorded processes that still live; a number that another process has by now is not among them. */
export function leftovers(dataDir: string): Recorded[] {
  let text: string;
  try {
    text = readFileSync(fileOf(dataDir), "utf8");
  } catch {
    return [];
  }
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), v.array(Recorded)), text);
  return parsed.success ? parsed.output.filter(isAlive) : [];
}

/**
 * Ends what a killed launcher left: asks first, then kills, each with its process group. Answers what it ended.
 * Call it only while holding the folder.
 */
export async function endLeftovers(dataDir: string): Promise<Recorded[]> {
  const found = leftovers(dataDir);
  if (found.length > 0) {
    signalAll(found, "SIGTERM");
    await untilGone(found);
    signalAll(found, "SIGKILL");
    await untilGone(found);
  }
  rmSync(fileOf(dataDir), { force: true });
  return found;
}

const isAlive = ({ pid, identity }: Recorded) => identityOf(pid) === identity;

function signalAll(parts: Recorded[], signal: NodeJS.Signals): void {
  for (const part of parts.filter(isAlive)) {
    try {
      process.kill(-part.pid, signal);
    } catch {
      // It ended a moment ago.
    }
  }
}

async function untilGone(parts: Recorded[]): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (parts.some(isAlive) && Date.now() < deadline) await pause(POLL_MS);
}

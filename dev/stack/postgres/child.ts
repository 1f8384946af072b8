import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Identity } from "./place.ts";

/**
 * Runs a program so that it cannot outlive us, not even a SIGKILL: the shell between holds the
 * other end of our pipe, and when that closes it interrupts the program and waits for it.
 */
const GUARD = `
exec 3<&0
"$@" </dev/null & program=$!
{ read -r _ <&3; kill -INT "$program"; } & guard=$!
wait "$program"; code=$?
kill "$guard" 2>/dev/null
exit "$code"
`;

const LAST_WORDS = 20;

export interface GuardedChild {
  /** Resolves with the exit code and the last lines written, whoever ended it. */
  ended: Promise<{ code: number; lastWords: string }>;
  /** Interrupts it and waits until it is gone; after `patienceMs` it is killed. */
  stop(patienceMs?: number): Promise<void>;
}

export function startGuarded(
  command: readonly [string, ...string[]],
  options: {
    as: Identity | undefined;
    env: Record<string, string>;
    onLine: (line: string) => void;
  },
): GuardedChild {
  // Its own process group, so that Ctrl-C reaches us first and we stop the parts in order.
  const child = spawn("/bin/sh", ["-c", GUARD, "sh", ...command], {
    ...options.as,
    cwd: "/",
    detached: true,
    env: options.env,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const keep = (line: string) => {
    lines.push(line);
    if (lines.length > LAST_WORDS) lines.shift();
    options.onLine(line);
  };
  createInterface(child.stdout).on("line", keep);
  createInterface(child.stderr).on("line", keep);
  child.stdin.on("error", () => undefined);
  const ended = new Promise<{ code: number; lastWords: string }>((resolve) => {
    child.once("error", (error) => resolve({ code: -1, lastWords: error.message }));
    child.once("close", (code) => resolve({ code: code ?? -1, lastWords: lines.join("\n") }));
  });
  return {
    ended,
    async stop(patienceMs = 5_000) {
      child.stdin.end("\n");
      const killer = setTimeout(() => {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      }, patienceMs);
      await ended;
      clearTimeout(killer);
    },
  };
}

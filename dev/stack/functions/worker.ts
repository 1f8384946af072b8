import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { findDeno } from "./deno-binary.ts";

/** A running function: one Deno process that serves on a port of loopback. */
export interface Worker {
  port: number;
  /** Resolves when the process has ended, whoever ended it. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** The function's module failed before it served; `lastLines` is what it wrote. */
export class BootError extends Error {
  readonly lastLines: string[];
  constructor(name: string, lastLines: string[]) {
    super(`Cannot start function ${name}: it ended before it served`);
    this.name = "BootError";
    this.lastLines = lastLines;
  }
}

export interface WorkerOptions {
  name: string;
  functionsDir: string;
  /** All that the function sees of the environment. */
  env: Record<string, string>;
  log: (line: string) => void;
}

const BOOT = fileURLToPath(new URL("boot.ts", import.meta.url));
const KEPT_LINES = 20;
const BOOT_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 1_000;

/**
 * Starts a function and resolves when it serves.
 *
 * It may do what hosted lets it do: use the network, see its environment, read the functions' folder.
 * @throws {BootError}
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { name, functionsDir, env, log } = options;
  const nonce = randomUUID();
  const config = join(functionsDir, "deno.json");
  const child = spawn(findDeno(), [
    "run",
    "--no-prompt",
    "--no-lock",
    "--node-modules-dir=manual",
    `--config=${config}`,
    "--allow-net",
    "--allow-env",
    "--allow-sys",
    `--allow-read=${functionsDir}`,
    "--v8-flags=--max-old-space-size=256",
    BOOT,
    pathToFileURL(join(functionsDir, name, "index.ts")).href,
  ], {
    cwd: functionsDir,
    // Its own process group, so that Ctrl-C reaches the host first and running requests end in order.
    detached: true,
    env: {
      ...env,
      SUPABASE_FUNCTION_SLUG: name,
      SOFTPHONE_FUNCTION_NONCE: nonce,
      DENO_DIR: process.env.DENO_DIR ?? join(homedir(), ".cache/deno"),
      NO_COLOR: "1",
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.on("error", () => undefined);

  const lines: string[] = [];
  let onPort = (_port: number) => {};
  const listening = new Promise<number>((resolve) => (onPort = resolve));
  const take = (line: string) => {
    if (line.startsWith(nonce)) return onPort(Number(line.slice(nonce.length)));
    lines.push(line);
    if (lines.length > KEPT_LINES) lines.shift();
    log(`[${name}] ${line}`);
  };
  createInterface(child.stdout).on("line", take);
  createInterface(child.stderr).on("line", take);
  const ended = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      lines.push(error.message);
      resolve();
    });
    child.once("close", () => resolve());
  });

  const bootLimit = setTimeout(() => {
    lines.push(`It did not serve within ${BOOT_LIMIT_MS / 1000} s`);
    child.kill("SIGKILL");
  }, BOOT_LIMIT_MS);
  const port = await Promise.race([listening, ended.then(() => null)]);
  clearTimeout(bootLimit);
  if (port === null) throw new BootError(name, lines);

  return {
    port,
    ended,
    async stop() {
      child.kill("SIGTERM");
      const limit = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MS);
      await ended;
      clearTimeout(limit);
    },
  };
}

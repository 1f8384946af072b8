import { fork } from "node:child_process";
import { createInterface } from "node:readline";
import * as v from "valibot";
import { LaunchFailure } from "./failure.ts";

/** A running child process of the product. */
export interface Part {
  name: string;
  /** What it said when it was ready. */
  ready: unknown;
  /** Settles only when it ends without `stop()`. */
  died: Promise<Death>;
  stop(): Promise<void>;
}

export interface Death {
  /** The part's name, or that of a piece within it. */
  part: string;
  lastWords: string;
}

export interface PartOptions {
  name: string;
  file: string;
  config: unknown;
  onLine: (part: string, line: string) => void;
  /** Told of the process as soon as there is one; it leads a process group of its own. */
  onPid: (part: string, pid: number) => void;
}

const Message = v.variant("type", [
  v.looseObject({ type: v.literal("ready") }),
  v.object({ type: v.literal("failed"), code: v.nullish(v.string()), message: v.string() }),
  v.object({ type: v.literal("log"), part: v.string(), line: v.string() }),
  v.object({ type: v.literal("died"), part: v.string(), lastWords: v.string() }),
]);

const KEPT_LINES = 20;

/** A part that does not stop by then is killed, with all that it started. */
const PATIENCE_MS = 3_000;

/**
 * Starts a part and waits until it says that it is ready. Its config goes in SOFTPHONE_PART; it talks over
 * IPC, and ends by itself when this process is gone.
 * @throws {LaunchFailure} with its own words when it says that it cannot, or ends before
 */
export async function startPart(options: PartOptions, signal: AbortSignal): Promise<Part> {
  const { name, onLine } = options;
  const child = fork(options.file, {
    // A process group of its own: Ctrl-C reaches the launcher alone, which then stops the parts in order.
    detached: true,
    execArgv: [],
    env: { ...process.env, SOFTPHONE_PART: JSON.stringify(options.config) },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const lines: string[] = [];
  const take = (part: string, line: string) => {
    lines.push(line);
    if (lines.length > KEPT_LINES) lines.shift();
    onLine(part, line);
  };
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface(stream).on("line", (line) => take(name, line));
  }

  let stopping = false;
  let named: Death | null = null;
  let onFailure = (_failure: LaunchFailure) => {};
  let onReady = (_ready: unknown) => {};
  const readiness = new Promise<unknown>((resolve, reject) => {
    onReady = resolve;
    onFailure = reject;
  });
  readiness.catch(() => undefined);
  child.on("message", (raw) => {
    const parsed = v.safeParse(Message, raw);
    if (!parsed.success) return;
    const message = parsed.output;
    if (message.type === "log") take(message.part, message.line);
    else if (message.type === "ready") onReady(message);
    else if (message.type === "died") named = { part: message.part, lastWords: message.lastWords };
    else onFailure(new LaunchFailure(message.code ?? "E-PART", message.message));
  });
  const ended = new Promise<Death>((resolve) => {
    const end = (how: string) => {
      lines.push(how);
      const death = named ?? { part: name, lastWords: lines.join("\n") };
      onFailure(
        new LaunchFailure("E-PART", `The ${name} ended while it started.\n${death.lastWords}`),
      );
      resolve(death);
    };
    child.once("error", (error) => end(error.message));
    child.once(
      "close",
      (code, cause) => end(cause ? `(ended by ${cause})` : `(exit code ${code})`),
    );
  });
  const died = ended.then((death) => stopping ? new Promise<never>(() => {}) : death);

  const stop = async () => {
    stopping = true;
    child.kill("SIGTERM");
    const limit = setTimeout(() => killGroup(child.pid), PATIENCE_MS);
    await ended;
    clearTimeout(limit);
  };
  const abandon = () => onFailure(new LaunchFailure("E-STOPPED", "Stopped while starting"));
  signal.addEventListener("abort", abandon);
  if (signal.aborted) abandon();
  try {
    if (child.pid !== undefined) options.onPid(name, child.pid);
    return { name, ready: await readiness, died, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    signal.removeEventListener("abort", abandon);
  }
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // It ended a moment ago.
  }
}

import { TextLineStream } from "./text_lines.ts";

/** A function that runs in a process of its own, as cold as the platform starts it. */
export interface FunctionProcess extends AsyncDisposable {
  url: string;
  /** What it has logged so far, standard output and standard error together. */
  log: string[];
  /** Resolves with the first line, present or future, that `isMeant`. */
  logged: (isMeant: (line: string) => boolean) => Promise<string>;
}

/** Starts a function by name, with these variables only, and waits until it listens. */
export async function startFunction(
  name: string,
  env: Record<string, string>,
): Promise<FunctionProcess> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--allow-all",
      "--no-check",
      "--node-modules-dir=manual",
      "--config",
      `${import.meta.dirname}/../deno.json`,
      `${import.meta.dirname}/on_free_port.ts`,
      name,
    ],
    env: { HOME: Deno.env.get("HOME") ?? "/", NO_COLOR: "1", ...env },
    clearEnv: true,
    stdout: "piped",
    stderr: "piped",
  }).spawn();

  const log: string[] = [];
  const waiting = new Set<() => void>();
  const follow = async (stream: ReadableStream<Uint8Array>) => {
    for await (const line of stream.pipeThrough(new TextLineStream())) {
      log.push(line);
      for (const look of waiting) look();
    }
  };
  // Its output may end a little before itself.
  const ended = Promise.all([child.status, follow(child.stdout), follow(child.stderr)]);
  const logged = (isMeant: (line: string) => boolean) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const line = log.find(isMeant);
        if (line === undefined) return;
        waiting.delete(look);
        resolve(line);
      };
      waiting.add(look);
      ended.then(() => reject(new Error(`${name} ended: ${log.join("\n")}`)), reject);
      look();
    });

  const port = (await logged((line) => line.startsWith("listening "))).split(" ")[1];
  return {
    url: `http://127.0.0.1:${port}`,
    log,
    logged,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

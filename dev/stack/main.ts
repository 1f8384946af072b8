import * as v from "valibot";
import { type Stack, startStack } from "./stack.ts";

/**
 * The stack as a child process. Its options come as JSON in SOFTPHONE_PART. To its parent it sends
 * `{type: "log", part, line}`, then `{type: "ready", …}` with what {@link Stack} holds, or
 * `{type: "failed", message, code?, part?, port?}`; when a part ends by itself
 * `{type: "died", part, lastWords}`. It stops on SIGTERM, on SIGINT, and when its parent is gone.
 */
const Options = v.object({
  projectDir: v.string(),
  dataDir: v.string(),
  apiPort: v.number(),
  dbPort: v.number(),
  seed: v.boolean(),
  functionsEnv: v.record(v.string(), v.string()),
  auth: v.exactOptional(v.object({
    siteUrl: v.exactOptional(v.string()),
    redirectUrls: v.exactOptional(v.array(v.string())),
  })),
});

let stack: Stack | undefined;
let ending = false;

async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  await stack?.stop();
  process.exit(code);
}

function tell(message: Record<string, unknown>): void {
  // The parent may be gone already; then nobody has to know.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
  else if (message["type"] === "log") console.log(message["part"], message["line"]);
}

async function reportDeath(died: Stack["died"]): Promise<void> {
  tell({ type: "died", ...await died });
  await end(1);
}

for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void end(0));
process.on("disconnect", () => void end(0));

try {
  const options = v.parse(Options, JSON.parse(process.env["SOFTPHONE_PART"] ?? "{}"));
  const started = await startStack({
    ...options,
    log: (part, line) => tell({ type: "log", part, line }),
  });
  stack = started;
  if (ending) {
    await started.stop();
    process.exit(0);
  }
  const { died, ...facts } = started;
  void reportDeath(died);
  tell({ type: "ready", ...facts, stop: undefined });
} catch (error) {
  const { code, part, port } = {
    code: undefined,
    part: undefined,
    port: undefined,
    ...Object(error),
  };
  const message = error instanceof Error ? error.message : String(error);
  console.error(message);
  tell({ type: "failed", message, code, part, port });
  await end(1);
}

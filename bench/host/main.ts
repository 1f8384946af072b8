// The functions host of the stack, once more, in a process of its own: it serves the product's functions and the
// floors alike, so that a ratio compares functions and nothing else. Options come in SOFTPHONE_PART.
import { once } from "node:events";
import { createServer } from "node:http";
import * as v from "valibot";
import { createFunctionsHost } from "../../dev/stack/functions/host.ts";

const Options = v.object({
  functionsDir: v.string(),
  configPath: v.string(),
  env: v.record(v.string(), v.string()),
});

const { env, ...folder } = v.parse(Options, JSON.parse(process.env["SOFTPHONE_PART"] ?? "null"));
const server = createServer();
server.listen(0, "127.0.0.1");
await once(server, "listening");
const address = server.address();
if (address === null || typeof address !== "object") throw new Error("Cannot listen: no address");
const url = `http://127.0.0.1:${address.port}`;

const host = createFunctionsHost({
  ...folder,
  env: { ...env, FUNCTIONS_PUBLIC_URL: url },
  // Rounds are interleaved: nothing may stop because the others are measured longer.
  idleMs: 600_000,
  // What a function writes at each request is not what is measured; what went wrong is worth a line.
  log: (line) => line.includes(`"level":"error"`) && console.error(line),
});
server.on("request", (request, response) => void host.handle(request, response));

let ending = false;
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  server.close();
  server.closeAllConnections();
  await host.close();
  process.exit(0);
}
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void end());
process.on("disconnect", () => void end());
process.send?.({ type: "ready", url });

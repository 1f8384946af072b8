import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { makeTestProject } from "./test-project.ts";

const project = makeTestProject();
after(() => project.remove());

interface Message {
  type: string;
  [field: string]: unknown;
}

function start(apiPort = 0): ChildProcess {
  const { log: _log, ...options } = project.options;
  return fork(fileURLToPath(new URL("main.ts", import.meta.url)), {
    env: { ...process.env, SOFTPHONE_PART: JSON.stringify({ ...options, apiPort }) },
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}

async function message(child: ChildProcess, type: string): Promise<Message> {
  return await new Promise((resolve) => {
    child.on("message", (raw: Message) => raw.type === type && resolve(raw));
  });
}

test("it says when it is ready, and ends with all its parts when its parent is gone", async () => {
  const child = start();
  const { apiUrl } = await message(child, "ready");
  assert.equal((await fetch(`${String(apiUrl)}/nowhere`)).status, 404);
  child.disconnect();
  assert.deepEqual(await once(child, "exit"), [0, null]);
  await assert.rejects(fetch(`${String(apiUrl)}/nowhere`));
});

test("it ends on SIGTERM", async () => {
  const child = start();
  await message(child, "ready");
  child.kill("SIGTERM");
  assert.deepEqual(await once(child, "exit"), [0, null]);
});

test("a taken port is told with its code", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const child = start(port);
  const failed = await message(child, "failed");
  assert.deepEqual([failed["code"], failed["part"], failed["port"]], [
    "E-PORT",
    "the API gateway",
    port,
  ]);
  other.close();
});

import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { testAccount } from "./testing/accounts.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));

function start(part: object): ChildProcess {
  const env = { ...process.env, SOFTPHONE_PART: JSON.stringify(part) };
  return fork(main, { env, silent: true });
}
const messages = v.object({
  type: v.string(),
  url: v.optional(v.string()),
  code: v.optional(v.string()),
});
async function message(child: ChildProcess) {
  const [said]: unknown[] = await once(child, "message");
  return v.parse(messages, said);
}

test("says ready with its URL, answers there, and stops when its launcher goes", async () => {
  const child = start({ port: 0, accounts: [testAccount("http://127.0.0.1:1")] });
  const said = await message(child);
  assert.equal(said.type, "ready");
  const response = await fetch(`${said.url}/_control/calls`);
  assert.deepEqual(await response.json(), []);
  child.disconnect();
  const [code] = await once(child, "exit");
  assert.equal(code, 0);
});

test("says E-PORT when its port is taken", async () => {
  const taken = createServer();
  await new Promise<void>((done) => taken.listen(0, "127.0.0.1", done));
  const address = taken.address();
  assert.ok(typeof address === "object" && address !== null);
  const child = start({ port: address.port, accounts: [] });
  const said = await message(child);
  assert.deepEqual([said.type, said.code], ["failed", "E-PORT"]);
  await once(child, "exit");
  await new Promise((done) => taken.close(done));
});

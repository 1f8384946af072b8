import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readCommandLine } from "./command-line.ts";
import { ACCOUNT_SID, testAccount } from "./testing/accounts.ts";

const folder = mkdtempSync(join(tmpdir(), "twilio-command-line-"));
after(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string) => writeFileSync(join(folder, name), text);

test("without options it listens at 54330 for the demo account", () => {
  const config = readCommandLine([], folder);
  assert.deepEqual([config?.port, config?.host, config?.accounts], [54_330, undefined, undefined]);
});

test("options win over the file; paths are those of the person's folder", () => {
  const accounts = [testAccount("http://localhost:3000")];
  file("accounts.json", JSON.stringify({ port: 1, host: "127.0.0.1", accounts }));
  const args = ["--config", "accounts.json", "--port", "0", "--state", "state.json"];
  const config = readCommandLine(args, folder);
  assert.equal(config?.port, 0);
  assert.equal(config.host, "127.0.0.1");
  assert.equal(config.accounts?.[0]?.sid, ACCOUNT_SID);
  assert.equal(config.stateFile, join(folder, "state.json"));
});

test("help is help", () => {
  assert.equal(readCommandLine(["--help"], folder), null);
});

test("what it cannot use it names", () => {
  file("broken.json", "{");
  file("wrong.json", '{"accounts": [{"sid": "AC1"}]}');
  const cases: [string[], RegExp][] = [
    [["--port", "many"], /port/],
    [["--port", "70000"], /port/],
    [["--config", "missing.json"], /missing\.json/],
    [["--config", "broken.json"], /broken\.json/],
    [["--config", "wrong.json"], /accounts\.0/],
    [["--prot", "1"], /--prot/],
  ];
  for (const [args, names] of cases) assert.throws(() => readCommandLine(args, folder), names);
});

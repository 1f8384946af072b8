import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createClient } from "@supabase/supabase-js";
import postgres from "postgres";
import { makeTestFolder } from "../stack/test-folder.ts";
import type { StackInfo } from "./stack-file.ts";
import { FREE_ACCOUNT } from "./seeded.ts";

const run = fileURLToPath(new URL("../run.mjs", import.meta.url));
const folder = makeTestFolder("launcher-");
const dataDir = folder.path;
const stackFile = join(dataDir, "stack.json");
const started: ChildProcess[] = [];
const environment = {
  ...process.env,
  SOFTPHONE_DATA_DIR: dataDir,
  SOFTPHONE_API_PORT: "0",
  SOFTPHONE_DB_PORT: "0",
  SOFTPHONE_WEB_PORT: "0",
  SOFTPHONE_TWILIO_PORT: "0",
};
after(() => {
  for (const child of started) child.kill("SIGTERM");
  folder.remove();
});

/** `npm start`, with what it prints. */
function start(more: Record<string, string> = {}) {
  const child = spawn(process.execPath, [run, "start"], {
    env: { ...environment, ...more },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  const lines: string[] = [];
  let onLine = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on("line", (line) => {
      lines.push(line);
      onLine();
    });
  }
  const ended = once(child, "close").then(([code]) => Number(code));
  const ready = new Promise<void>((resolve) => {
    onLine = () => lines.some((line) => line.startsWith("Ctrl-C stops")) && resolve();
  });
  const info = async (): Promise<StackInfo> => {
    await Promise.race([
      ready,
      ended.then(() => assert.fail(`It ended while starting:\n${lines.join("\n")}`)),
    ]);
    return JSON.parse(readFileSync(stackFile, "utf8"));
  };
  return { child, lines, ended, info };
}

interface Process {
  pid: number;
  parent: number;
  command: string;
}

/** Every process below `pid`, with its command. */
function descendants(pid: number | undefined): Process[] {
  const all = process.platform === "linux" ? processesByProc() : processesByPs();
  const below = (parent: number | undefined): Process[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  return below(pid);
}

/** A minimal Debian has no `ps`. Source: proc_pid_stat(5). */
function processesByProc(): Process[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const [, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const command = readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0").join(" ");
      return [{ pid: Number(name), parent: Number(parent), command }];
    } catch {
      // It ended a moment ago.
      return [];
    }
  });
}

function processesByPs(): Process[] {
  return execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" })
    .split("\n")
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .map((match) => ({
      pid: Number(match?.[1]),
      parent: Number(match?.[2]),
      command: match?.[3] ?? "",
    }));
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

/** Waits until none of the processes lives; the limit only turns a hang into a failure. */
async function gone(processes: { pid: number; command: string }[]): Promise<void> {
  const deadline = Date.now() + 10_000;
  const left = () => processes.filter(({ pid }) => alive(pid));
  while (left().length > 0 && Date.now() < deadline) await pause(10);
  assert.deepEqual(left(), []);
}

/** 127.0.0.1 as /proc/net/tcp writes it; its bytes are in the machine's order. */
const LOOPBACK = "0100007F";

/** The addresses that the processes listen on for TCP. Source: proc_net_tcp; state 0A is LISTEN. */
function listening(pids: number[]): string[] {
  const inodes = new Set(pids.flatMap((pid) => {
    const folder = `/proc/${pid}/fd`;
    return readdirSync(folder).flatMap((file) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(join(folder, file)))?.[1] ?? [];
      } catch {
        // It was closed since.
        return [];
      }
    });
  }));
  return ["tcp", "tcp6"].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, "utf8").trim().split("\n").slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === "0A" && inodes.has(fields[9] ?? ""))
      .map((fields) => (fields[1] ?? "").replace(/:.*$/, ""))
  );
}

function callFunction({ apiUrl }: StackInfo): Promise<number> {
  return fetch(`${apiUrl}/functions/v1/fallback`, { method: "POST" }).then(({ status }) => status);
}

test("it starts, says who can sign in, refuses a second start, and SIGTERM ends every process", async () => {
  const { child, lines, ended, info: ready } = start();
  const info = await ready();
  assert.equal(statSync(stackFile).mode & 0o777, 0o600);
  assert.deepEqual(Object.keys(info), [
    "apiUrl",
    "webUrl",
    "twilioUrl",
    "dbUrl",
    "publishableKey",
    "secretKey",
    "users",
    "workspaces",
  ]);
  for (const { email } of info.users) assert.ok(lines.some((line) => line.includes(email)), email);
  assert.equal((await fetch(info.webUrl)).status, 200);
  assert.equal((await fetch(`${info.twilioUrl}/voice-sdk-shim.js`)).status, 200);
  assert.equal(await callFunction(info), 200);

  const second = start();
  assert.equal(await second.ended, 1);
  assert.match(second.lines.at(-1) ?? "", /Softphone is already running \(process \d+\)/);

  const processes = descendants(child.pid);
  for (const part of [/postgres/, /deno/, /web-server/, /twilio/]) {
    assert.ok(processes.some(({ command }) => part.test(command)), String(part));
  }
  if (process.platform === "linux") {
    const addresses = listening([child.pid ?? 0, ...processes.map(({ pid }) => pid)]);
    assert.ok(addresses.length >= 4, addresses.join());
    assert.deepEqual(addresses.filter((address) => address !== LOOPBACK), []);
  }

  const asked = performance.now();
  child.kill("SIGTERM");
  assert.equal(await ended, 0);
  assert.ok(performance.now() - asked < 4_000);
  await gone(processes);
  assert.ok(!existsSync(stackFile));
});

test("the seeded people are those of the database, and each of them can sign in", async () => {
  const { child, ended, info: ready } = start();
  const info = await ready();
  const sql = postgres(info.dbUrl, { max: 1 });
  const people = await sql`
    select u.email, a.role, a.identity, a.workspace_id::int as "workspaceId"
    from public.agent a join auth.users u on u.id = a.user_id order by a.id`;
  const workspaces = await sql`
    select w.id::int, w.name, w.twilio_account_sid as "accountSid",
      array(select n.twilio_number from public.workspace_twilio_number n
        where n.workspace_id = w.id order by n.id) as numbers
    from public.workspace w order by w.id`;
  await sql.end();
  assert.deepEqual(
    info.users.map(({ email, role, identity, workspaceId }) => ({
      email,
      role,
      identity,
      workspaceId,
    })),
    [...people],
  );
  assert.deepEqual(
    info.workspaces.map(({ id, name, accountSid, numbers }) => ({ id, name, accountSid, numbers })),
    [
      ...workspaces,
    ],
  );
  for (const { email, password } of info.users) {
    const client = createClient(info.apiUrl, info.publishableKey, {
      auth: { autoRefreshToken: false },
    });
    const { error } = await client.auth.signInWithPassword({ email, password });
    assert.equal(error, null, email);
  }
  // Nobody's account, for whoever connects one of their own.
  const free = await fetch(
    `${info.twilioUrl}/2010-04-01/Accounts/${FREE_ACCOUNT.sid}/IncomingPhoneNumbers.json`,
    {
      headers: { authorization: `Basic ${btoa(`${FREE_ACCOUNT.sid}:${FREE_ACCOUNT.authToken}`)}` },
    },
  );
  assert.equal(free.status, 200);
  assert.match(await free.text(), /"incoming_phone_numbers":\[\]/);
  assert.ok(workspaces.every(({ accountSid }) => accountSid !== FREE_ACCOUNT.sid));
  child.kill("SIGINT");
  assert.equal(await ended, 0);
});

test("SIGKILL of what npm started ends every process", async () => {
  const { child, ended, info: ready } = start();
  assert.equal(await callFunction(await ready()), 200);
  const processes = descendants(child.pid);
  child.kill("SIGKILL");
  await ended;
  await gone(processes);
});

test("SIGKILL of the launcher ends every process", async () => {
  const { child, ended, info: ready } = start();
  assert.equal(await callFunction(await ready()), 200);
  const processes = descendants(child.pid);
  const launcher = processes.find(({ command }) => /launcher\/start\.ts/.test(command));
  process.kill(launcher?.pid ?? assert.fail("no launcher"), "SIGKILL");
  assert.notEqual(await ended, 0);
  await gone(processes);
});

for (
  const { part, command } of [
    { part: "Twilio simulator", command: /dev\/twilio\/main\.ts/ },
    { part: "stack", command: /dev\/stack\/main\.ts/ },
    { part: "postgres", command: /^\S*bin\/postgres -D/ },
  ]
) {
  test(`when the ${part} dies it is named with its last words, and everything else ends`, async () => {
    const { child, lines, ended, info: ready } = start();
    assert.equal(await callFunction(await ready()), 200);
    const processes = descendants(child.pid);
    const victim = processes.find((one) => command.test(one.command));
    process.kill(victim?.pid ?? assert.fail(`no ${part}`), "SIGKILL");
    assert.equal(await ended, 1);
    const said = lines.findIndex((line) => line === `${part} ended unexpectedly. Its last words:`);
    assert.notEqual(said, -1, lines.join("\n"));
    assert.notEqual(lines[said + 1], "");
    await gone(processes);
    assert.ok(!existsSync(stackFile));
  });
}

test("a taken port is told in a sentence, without a stack trace", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const { lines, ended } = start({ SOFTPHONE_API_PORT: String(port) });
  assert.equal(await ended, 1);
  assert.match(lines.at(-1) ?? "", new RegExp(`^Port ${port} for the API gateway is in use`));
  assert.ok(!lines.some((line) => /^\s+at /.test(line)));
  other.close();
});

test("what hangs when the launcher is killed is found and ended by the next start", async () => {
  const first = start();
  await first.info();
  const processes = descendants(first.child.pid);
  const pidOf = (command: RegExp) =>
    processes.find((one) => command.test(one.command))?.pid ?? assert.fail(String(command));
  const hanging = pidOf(/dev\/twilio\/main\.ts/);
  process.kill(hanging, "SIGSTOP");
  process.kill(pidOf(/launcher\/start\.ts/), "SIGKILL");
  await first.ended;
  await gone(processes.filter(({ pid }) => pid !== hanging));
  assert.ok(alive(hanging));

  const second = start();
  await second.info();
  const said = `  ended what a killed start left behind: Twilio simulator (process ${hanging})`;
  assert.ok(second.lines.includes(said), second.lines.join("\n"));
  assert.ok(!alive(hanging));
  second.child.kill("SIGTERM");
  assert.equal(await second.ended, 0);
});

test("a folder that cannot be written to is told in a sentence", async () => {
  const file = join(dataDir, "file");
  writeFileSync(file, "");
  const { lines, ended } = start({ SOFTPHONE_DATA_DIR: join(file, "data") });
  assert.equal(await ended, 1);
  assert.match(lines.at(-1) ?? "", /^Softphone can't write to .*: make that folder yours/);
  assert.ok(!lines.some((line) => /^\s+at /.test(line)));
});

test("SIGTERM while it starts ends every process", async () => {
  const { child, ended } = start();
  const log = join(dataDir, "softphone.log");
  // The parts are there once one of them has written to the new log.
  while (descendants(child.pid).length < 4 || !existsSync(log)) await pause(10);
  const processes = descendants(child.pid);
  child.kill("SIGTERM");
  assert.equal(await ended, 0);
  await gone(processes);
});

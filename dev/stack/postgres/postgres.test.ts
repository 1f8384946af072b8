import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { makeTestFolder } from "../test-folder.ts";
import { connect, withConnection } from "./connect.ts";
import { createDatabase } from "./databases.ts";
import { type PostgresServer, startPostgres } from "./postgres.ts";

const folder = makeTestFolder("softphone-postgres-");
const dataDir = join(folder.path, "stack");
const started: PostgresServer[] = [];
after(async () => {
  await Promise.all(started.map((server) => server.stop()));
  folder.remove();
});

async function start(): Promise<PostgresServer> {
  const server = await startPostgres({ dataDir });
  started.push(server);
  return server;
}

async function query(server: PostgresServer, statement: string) {
  return await withConnection(server.superuserUrl, (sql) => sql.unsafe(statement));
}

test("the data survives a restart", async () => {
  const first = await start();
  await query(first, "create table kept as select 42 as answer");
  await first.stop();
  const second = await start();
  assert.deepEqual([...await query(second, "select answer from kept")], [{ answer: 42 }]);
  await second.stop();
});

test("a lock file whose process is somebody else's does not stop the start", async () => {
  const server = await start();
  const lock = join(server.place, "data/postmaster.pid");
  const left = readFileSync(lock, "utf8").replace(/^\d+/, String(process.pid));
  await server.stop();
  assert.ok(!existsSync(lock));
  writeFileSync(lock, left);
  const next = await start();
  await next.stop();
});

test("a half-made data directory begins anew, and so does an empty secret", async () => {
  const half = join(folder.path, "half");
  mkdirSync(join(half, "data/global"), { recursive: true });
  writeFileSync(join(half, "data/PG_VERSION"), "17\n");
  writeFileSync(join(half, "database-password"), "");
  const server = await startPostgres({ dataDir: half });
  started.push(server);
  assert.notEqual(server.password, "");
  assert.deepEqual([...await query(server, "select 1 as one")], [{ one: 1 }]);
  await server.stop();
});

test("a server in use is left alone", async () => {
  const server = await start();
  await assert.rejects(startPostgres({ dataDir }), /stop that one first/);
  assert.deepEqual([...await query(server, "select 1 as one")], [{ one: 1 }]);
  await server.stop();
});

test("a server ends with the process that started it, however that ends", async () => {
  const script = `
    const { startPostgres } = await import(${JSON.stringify(import.meta.resolve("./postgres.ts"))});
    const { place } = await startPostgres({ dataDir: ${JSON.stringify(dataDir)} });
    console.log(place);`;
  const starter = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [place] = await once(createInterface(starter.stdout), "line");
  const lock = join(String(place), "data/postmaster.pid");
  assert.ok(existsSync(lock));
  starter.kill("SIGKILL");
  while (existsSync(lock)) await pause(10);
});

test("a taken port is an error that names part and port", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  await assert.rejects(startPostgres({ dataDir, port }), {
    code: "E-PORT",
    part: "Postgres",
    port,
  });
  other.close();
});

test("the end of a server that nobody stopped is told with its last words", async () => {
  const server = await start();
  const pid = Number(
    readFileSync(join(server.place, "data/postmaster.pid"), "utf8").split("\n")[0],
  );
  process.kill(pid, "SIGINT");
  const { lastWords } = await server.died;
  assert.match(lastWords, /database system is shut down/);
});

test("a database can be a copy of another, with pgTAP and pgcrypto at hand", async () => {
  const server = await start();
  await createDatabase(server.superuserUrl, "model", { template: "template1" });
  await withConnection(
    server.urlsOf("model").superuserUrl,
    (sql) => sql.unsafe("create extension pgtap; create extension pgcrypto"),
  );
  await createDatabase(server.superuserUrl, "copy", { template: "model" });
  const copy = connect(server.urlsOf("copy").superuserUrl);
  const [row] =
    await copy`select pgtap_version()::text as version, length(gen_random_bytes(8)) as bytes`;
  await copy.end();
  assert.equal(row?.["bytes"], 8);
  assert.equal(row?.["version"], "1.3");
  await server.stop();
});

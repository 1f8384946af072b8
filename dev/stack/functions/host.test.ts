import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test, type TestContext } from "node:test";
import { createFunctionsHost, type FunctionsHostOptions } from "./host.ts";

const root = mkdtempSync(join(tmpdir(), "functions-"));
after(() => rmSync(root, { recursive: true, force: true }));

/** A project with the given files under `functions/`, served by a host. */
async function serve(
  t: TestContext,
  files: Record<string, string>,
  options: Partial<FunctionsHostOptions> & { config?: string } = {},
) {
  const folder = mkdtempSync(join(root, "project-"));
  const write = (path: string, text: string) => {
    const file = join(folder, "functions", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  for (const [path, text] of Object.entries({ "deno.json": "{}", ...files })) write(path, text);
  const names = new Set(Object.keys(files).map((path) => path.split("/")[0] ?? ""));
  const open = [...names].map((name) => `[functions.${name}]\nverify_jwt = false\n`).join("");
  writeFileSync(join(folder, "config.toml"), options.config ?? open);
  const lines: string[] = [];
  let onLine = (_line: string) => {};
  const host = createFunctionsHost({
    functionsDir: join(folder, "functions"),
    configPath: join(folder, "config.toml"),
    env: { GREETING: "hello" },
    idleMs: 60_000,
    log(line) {
      lines.push(line);
      onLine(line);
    },
    ...options,
  });
  const server = createServer((req, res) => void host.handle(req, res));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(async () => {
    server.closeAllConnections();
    server.close();
    await host.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    host,
    write,
    lines,
    call: async (path: string, init?: RequestInit) => {
      const response = await fetch(`${url}${path}`, init);
      return { status: response.status, body: await response.text() };
    },
    line: (pattern: RegExp) =>
      new Promise<string>((resolve) => {
        onLine = (line) => pattern.test(line) && resolve(line);
      }),
  };
}

const PID = `Deno.serve(() => new Response(String(Deno.pid)));`;

test("a function sees its own path, the forwarded headers and only its environment", async (t) => {
  const { call } = await serve(t, {
    "echo/index.ts": `Deno.serve(async (req) => Response.json({
      url: new URL(req.url).pathname + new URL(req.url).search,
      protocol: new URL(req.url).protocol,
      body: await req.text(),
      client: req.headers.get("x-forwarded-for"),
      env: Object.keys(Deno.env.toObject()).sort(),
    }));`,
  });
  const { body } = await call("/echo/deep?a=%2Fb&a=1", {
    method: "POST",
    body: "To=%2B49",
    headers: { "x-forwarded-for": "203.0.113.9" },
  });
  assert.deepEqual(JSON.parse(body), {
    url: "/echo/deep?a=%2Fb&a=1",
    protocol: "http:",
    body: "To=%2B49",
    client: "203.0.113.9, 127.0.0.1",
    env: ["GREETING", "SUPABASE_FUNCTION_SLUG"],
  });
});

test("a module that exports fetch is served, and background work may fail without ending it", async (t) => {
  const { call, line } = await serve(t, {
    "modern/index.ts": `export default { fetch() {
      EdgeRuntime.waitUntil(Promise.reject(new Error("later")));
      return new Response(String(Deno.pid));
    } };`,
  });
  const failure = line(/later/);
  const first = await call("/modern");
  await failure;
  assert.equal((await call("/modern")).body, first.body);
});

test("a function starts once, however many call it at first", async (t) => {
  const { call } = await serve(t, { "pid/index.ts": PID });
  const answers = await Promise.all(Array.from({ length: 8 }, () => call("/pid")));
  assert.equal(new Set(answers.map(({ body }) => body)).size, 1);
});

test("a change of the function or of _shared is seen by the next request", async (t) => {
  const { call, write } = await serve(t, {
    "greet/index.ts":
      `import { word } from "../_shared/word.ts"; Deno.serve(() => new Response(word));`,
    "_shared/word.ts": `export const word = "one";`,
  });
  assert.equal((await call("/greet")).body, "one");
  write("_shared/word.ts", `export const word = "second";`);
  assert.equal((await call("/greet")).body, "second");
  write("greet/index.ts", `Deno.serve(() => new Response("own"));`);
  assert.equal((await call("/greet")).body, "own");
});

test("no request is lost while a function is replaced again and again", async (t) => {
  const body = (n: number) =>
    `Deno.serve(async () => { await new Promise((r) => setTimeout(r, 20)); return new Response("${n}"); });`;
  const { call, write } = await serve(t, { "busy/index.ts": body(0) });
  const calls: Promise<{ status: number; body: string }>[] = [];
  for (let n = 10; n < 15; n++) {
    write("busy/index.ts", body(n));
    calls.push(call("/busy"), call("/busy"));
    const last = await call("/busy");
    assert.deepEqual(last, { status: 200, body: String(n) });
  }
  assert.deepEqual((await Promise.all(calls)).map(({ status }) => status), Array(10).fill(200));
});

test("a function that fails to boot answers 503 with its last words, and recovers", async (t) => {
  const { call, write } = await serve(t, { "bad/index.ts": `throw new Error("no such setting");` });
  const { status, body } = await call("/bad");
  assert.equal(status, 503);
  const { code, details } = JSON.parse(body);
  assert.equal(code, "BOOT_ERROR");
  assert.match(details.join("\n"), /no such setting/);
  write("bad/index.ts", `Deno.serve(() => new Response("well"));`);
  assert.equal((await call("/bad")).body, "well");
});

test("a module that does not serve is told how to", async (t) => {
  const { call } = await serve(t, { "mute/index.ts": `export const nothing = 1;` });
  assert.match((await call("/mute")).body, /call Deno.serve/);
});

test("an idle function stops, and starts again for the next request", async (t) => {
  const { call, line } = await serve(t, {
    "pid/index.ts": `globalThis.addEventListener("unload", () => console.log("bye"));
      Deno.addSignalListener("SIGTERM", () => Deno.exit());
      ${PID}`,
  }, { idleMs: 1 });
  const bye = line(/\[pid\] bye/);
  const first = await call("/pid");
  assert.equal(first.status, 200);
  await bye;
  const second = await call("/pid");
  assert.equal(second.status, 200);
  assert.notEqual(first.body, second.body);
});

test("requests that race an idle stop are all answered", async (t) => {
  const { call } = await serve(t, { "pid/index.ts": PID }, { idleMs: 0 });
  for (let n = 0; n < 10; n++) {
    const [one, two] = await Promise.all([call("/pid"), call("/pid")]);
    assert.deepEqual([one.status, two.status], [200, 200]);
  }
});

test("a function that dies in a request answers 500, and the next request starts it anew", async (t) => {
  const { call } = await serve(t, {
    "fragile/index.ts": `Deno.serve((req) => {
      if (req.url.endsWith("/die")) Deno.exit(3);
      return new Response("alive");
    });`,
  });
  const { status, body } = await call("/fragile/die");
  assert.deepEqual([status, JSON.parse(body).code], [500, "WORKER_ERROR"]);
  assert.deepEqual(await call("/fragile"), { status: 200, body: "alive" });
});

test("a request that takes too long is ended", async (t) => {
  const { call } = await serve(t, { "slow/index.ts": `Deno.serve(() => new Promise(() => {}));` }, {
    requestLimitMs: 1_500,
  });
  assert.equal((await call("/slow")).status, 504);
});

test("unknown functions and shared folders are not found", async (t) => {
  const { call } = await serve(t, { "_shared/index.ts": PID });
  for (const path of ["/none", "/_shared", "/..%2fx", "/"]) {
    assert.deepEqual(await call(path), {
      status: 404,
      body: `{"code":"NOT_FOUND","message":"Requested function was not found"}`,
    });
  }
});

test("a function without verify_jwt = false needs a token of the project", async (t) => {
  const { call } = await serve(t, { "pid/index.ts": PID }, {
    config: `[functions.other]\nverify_jwt = false\n[auth]\nverify_jwt = false\n`,
    verifyToken: (token) =>
      token === "good" ? Promise.resolve({}) : Promise.reject(new Error("bad")),
  });
  const headers = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
  assert.equal((await call("/pid")).status, 401);
  assert.equal((await call("/pid", headers("bad"))).status, 401);
  assert.equal((await call("/pid", headers("good"))).status, 200);
});

test("a function cannot write files, run programs or read outside the functions", async (t) => {
  const { call } = await serve(t, {
    "nosy/index.ts": `Deno.serve(async () => {
      const tries = [() => Deno.readTextFile("/etc/hostname"), () => Deno.writeTextFile("x", ""),
        () => new Deno.Command("/bin/ls").output()];
      const names = tries.map((go) => Promise.resolve().then(go).then(() => "ok", (e) => e.name));
      return Response.json(await Promise.all(names));
    });`,
  });
  assert.deepEqual(JSON.parse((await call("/nosy")).body), Array(3).fill("NotCapable"));
});

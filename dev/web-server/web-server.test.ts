import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startWebServer, type WebServer } from "./web-server.ts";

const folder = mkdtempSync(join(tmpdir(), "web-server-"));
const script = "console.log('a long enough script');\n".repeat(100);
let server: WebServer;

before(async () => {
  mkdirSync(join(folder, "web/assets"), { recursive: true });
  writeFileSync(join(folder, "secret.txt"), "outside");
  const page =
    `<html><head><script type="module" src="/assets/index-BxT3kq9Z.js"></script></head></html>`;
  writeFileSync(join(folder, "web/index.html"), page);
  writeFileSync(join(folder, "web/assets/index-BxT3kq9Z.js"), script);
  writeFileSync(join(folder, "web/ring.mp3"), "sound");
  server = await startWebServer({
    folder: join(folder, "web"),
    host: "127.0.0.1",
    port: 0,
    supabaseUrl: "http://127.0.0.1:54321",
    publishableKey: "sb_publishable_x",
    simulatorUrl: "http://127.0.0.1:54330",
  });
});
after(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, { headers });

/** The status of a path exactly as written; fetch would tidy it. */
const statusOf = (path: string, method = "GET") =>
  new Promise((resolve) => {
    request(server.url, { path, method }, (res) => resolve(res.resume().statusCode)).end();
  });

test("every place of the app is its page, with the simulator's script before the app's", async () => {
  const page = await (await get("/")).text();
  const shim = page.indexOf(`<script src="http://127.0.0.1:54330/voice-sdk-shim.js"></script>`);
  assert.ok(shim > 0 && shim < page.indexOf("/assets/index"));
  const deep = await get("/calls/12");
  assert.equal(deep.headers.get("content-type"), "text/html; charset=utf-8");
  assert.equal(await deep.text(), page);
  assert.equal(await (await get("/index.html")).text(), page);
});

test("what is missing is kept by nobody, and is never the page", async () => {
  for (const path of ["/assets/index-GoneGone.js", "/assets/gone", "/assets/", "/gone.mp3"]) {
    const missing = await get(path);
    assert.equal(missing.status, 404, path);
    assert.equal(missing.headers.get("cache-control"), "no-store");
    assert.equal(await missing.text(), "");
  }
});

test("a missing file is missing, and nothing outside the folder is served", async () => {
  assert.equal(await statusOf("/assets/gone.js"), 404);
  assert.equal(await statusOf("/../secret.txt"), 404);
  assert.equal(await statusOf("/%2e%2e/secret.txt"), 404);
  assert.equal(await statusOf("/..%2fsecret.txt"), 404);
  assert.equal(await statusOf("/%ff"), 400);
  assert.equal(await statusOf("/", "POST"), 405);
});

test("a hashed file is kept for ever, the page is asked for again", async () => {
  const asset = await get("/assets/index-BxT3kq9Z.js");
  assert.equal(asset.headers.get("cache-control"), "public, max-age=31536000, immutable");
  assert.equal(asset.headers.get("content-type"), "text/javascript; charset=utf-8");
  const page = await get("/");
  assert.equal(page.headers.get("cache-control"), "no-cache");
  const etag = page.headers.get("etag") ?? "";
  assert.equal((await get("/", { "if-none-match": etag })).status, 304);
  assert.equal((await get("/ring.mp3")).headers.get("content-type"), "audio/mpeg");
});

test("texts are compressed for those who ask", async () => {
  for (const coding of ["br", "gzip"]) {
    const response = await get("/assets/index-BxT3kq9Z.js", { "accept-encoding": coding });
    assert.equal(response.headers.get("content-encoding"), coding);
    assert.ok(Number(response.headers.get("content-length")) < script.length / 4);
    assert.equal(await response.text(), script);
  }
  const plain = await get("/assets/index-BxT3kq9Z.js", { "accept-encoding": "identity" });
  assert.equal(plain.headers.get("content-encoding"), null);
});

test("the app learns where Supabase is, and the policy lets it go there and nowhere else", async () => {
  const config = await get("/config.json");
  assert.deepEqual(await config.json(), {
    supabaseUrl: "http://127.0.0.1:54321",
    publishableKey: "sb_publishable_x",
  });
  const { headers } = await get("/");
  const policy = headers.get("content-security-policy") ?? "";
  assert.match(policy, /connect-src 'self' http:\/\/127.0.0.1:54321 ws:\/\/127.0.0.1:54321 http/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.doesNotMatch(policy, /unsafe|\*/);
  assert.equal(headers.get("x-content-type-options"), "nosniff");
  assert.match(headers.get("permissions-policy") ?? "", /microphone=\(self\)/);
});

import assert from "node:assert/strict";
import { request } from "node:http";
import { after, test } from "node:test";
import { refusal } from "./guard.ts";
import { startTwilio } from "../server.ts";

const simulator = await startTwilio({ port: 0, accounts: [] });
after(() => simulator.close());
const { host, port } = new URL(simulator.url);

function status(headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: "127.0.0.1", port, path: "/_control/calls", headers },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    asked.on("error", reject);
    asked.end();
  });
}

test("scripts on this machine and the simulator's own page may control it", async () => {
  assert.equal(await status({ host }), 200);
  assert.equal(await status({ host: `localhost:${port}` }), 200);
  assert.equal(await status({ host, origin: `http://${host}` }), 200);
});

test("a foreign name that resolves here, and pages of other origins, may not", async () => {
  assert.equal(await status({ host: `evil.example:${port}` }), 403);
  assert.equal(await status({ host: "127.0.0.1.evil.example" }), 403);
  assert.equal(await status({ host, origin: "http://localhost:5173" }), 403);
  assert.equal(await status({ host, origin: "https://evil.example" }), 403);
  assert.equal(await status({ host, origin: "null" }), 403);
});

test("no other machine may, whatever it says of itself", () => {
  const from = (remoteAddress: string | undefined) =>
    refusal({ headers: { host: "127.0.0.1:54330" }, socket: { remoteAddress } });
  for (const own of ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"]) {
    assert.equal(from(own), null, own);
  }
  for (const other of ["192.168.1.7", "::ffff:10.0.0.1", "fe80::1", "128.0.0.1", undefined]) {
    assert.match(from(other) ?? "", /this machine only/, other);
  }
});

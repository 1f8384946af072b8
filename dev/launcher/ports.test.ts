import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { LaunchFailure } from "./failure.ts";
import { portsOf, reservePorts } from "./ports.ts";

test("each port has a default and a variable", () => {
  assert.deepEqual(portsOf({}), { api: 54321, db: 54322, web: 5173, twilio: 54330 });
  const changed = portsOf({
    SOFTPHONE_API_PORT: "1",
    SOFTPHONE_TWILIO_PORT: "2",
    SOFTPHONE_WEB_PORT: "",
  });
  assert.deepEqual(changed, { api: 1, db: 54322, web: 5173, twilio: 2 });
});

test("a variable that is no port is named", () => {
  for (const value of ["http", "70000", "-1"]) {
    assert.throws(() => portsOf({ SOFTPHONE_DB_PORT: value }), {
      name: "LaunchFailure",
      message: `SOFTPHONE_DB_PORT is "${value}": it has to be a port from 1 to 65535`,
    });
  }
});

test("free ports are found, all different, none of which an outgoing connection could get", async () => {
  const ports = await reservePorts({ api: 0, db: 0, web: 0, twilio: 0 });
  assert.equal(new Set(Object.values(ports)).size, 4);
  for (const port of Object.values(ports)) assert.ok(port >= 15_000 && port < 32_768, `${port}`);
});

test("a taken port is named with the variable that changes it", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  await assert.rejects(reservePorts({ api: 0, db: 0, web: port, twilio: 0 }), (error) => {
    assert.ok(error instanceof LaunchFailure);
    assert.equal(error.code, "E-PORT");
    assert.match(
      error.message,
      new RegExp(`Port ${port} for the web app is in use.*SOFTPHONE_WEB_PORT=`),
    );
    return true;
  });
  other.close();
});

// What a customer finds at Twilio tomorrow is there after a restart of the simulator.

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { startTwilio, type Twilio } from "./server.ts";
import {
  ACCOUNT_SID,
  AUTH_TOKEN,
  OUR_NUMBER,
  testAccount,
  THEIR_NUMBER,
} from "./testing/accounts.ts";
import { startCustomer } from "./testing/customer.ts";
import { officialClient } from "./testing/official-client.ts";

test("a recording plays after a restart, and can be deleted then", async () => {
  const folder = mkdtempSync(join(tmpdir(), "twilio-restart-test-"));
  const customer = await startCustomer(AUTH_TOKEN);
  const start = () =>
    startTwilio({
      port: 0,
      accounts: [testAccount(customer.url)],
      stateFile: join(folder, "twilio.json"),
    });
  const media = async ({ url }: Twilio, sid: string) => {
    const path = `/2010-04-01/Accounts/${ACCOUNT_SID}/Recordings/${sid}.wav`;
    const authorization = `Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString("base64")}`;
    const response = await fetch(url + path, { headers: { authorization } });
    assert.equal(response.status, 200);
    return Buffer.from(await response.arrayBuffer());
  };
  customer.answers = {
    "/app-status": "",
    "/recorded": "",
    "/over": "<Response><Hangup/></Response>",
    "/voice": `<Response><Record maxLength="1" action="/over" ` +
      `recordingStatusCallback="${customer.url}/recorded"/></Response>`,
  };
  let simulator = await start();
  try {
    const call = await fetch(`${simulator.url}/_control/calls`, {
      method: "POST",
      body: JSON.stringify({
        from: THEIR_NUMBER,
        to: OUR_NUMBER,
        speak: { tone: 600 },
      }),
    });
    assert.equal(call.status, 201, await call.text());
    const { form } = await customer.wait(({ path }) => path === "/recorded");
    const sid = form["RecordingSid"] ?? "";
    const before = await media(simulator, sid);
    assert.ok(before.length > 44, "there is sound in it");

    await simulator.close();
    simulator = await start();
    assert.deepEqual(await media(simulator, sid), before);
    const api = officialClient(simulator.url, ACCOUNT_SID, AUTH_TOKEN);
    const found = await api.recordings(sid).fetch();
    assert.deepEqual([found.status, found.duration], ["completed", form["RecordingDuration"]]);
    assert.ok(await api.recordings(sid).remove());
    assert.deepEqual(await api.recordings.list(), []);
  } finally {
    await simulator.close();
    await customer.close();
    rmSync(folder, { recursive: true });
  }
});

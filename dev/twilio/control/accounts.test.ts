// What `/_control/accounts` takes and shows; what follows from it is proved beside the API (`rest/limits.test.ts`).

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startTwilio } from "../server.ts";
import { ACCOUNT_SID, AUTH_TOKEN, testAccount } from "../testing/accounts.ts";

const simulator = await startTwilio({ port: 0, accounts: [testAccount("http://localhost:1")] });
after(() => simulator.close());

async function patch(body: unknown, sid = ACCOUNT_SID): Promise<[number, string]> {
  const response = await fetch(`${simulator.url}/_control/accounts/${sid}`, {
    method: "PATCH",
    body: JSON.stringify(body),
  });
  return [response.status, await response.text()];
}

test("what is left out stays, what is shown holds no secret", async () => {
  const [status, text] = await patch({ type: "Trial", profile: "in-review", geo: { FR: false } });
  assert.equal(status, 200);
  const shown = JSON.parse(text);
  assert.deepEqual([shown.type, shown.status, shown.profile], ["Trial", "active", "in-review"]);
  assert.deepEqual(shown.geo.FR.lowRisk, false);
  assert.equal(/token|secret/i.test(text), false);
  const geo = { FR: { highRiskSpecial: true } };
  assert.deepEqual(JSON.parse((await patch({ geo }))[1]).geo.FR, {
    lowRisk: false,
    highRiskSpecial: true,
    highRiskTollfraud: false,
  });
  const all = await fetch(`${simulator.url}/_control/accounts`);
  assert.deepEqual(await all.json(), [JSON.parse((await patch({}))[1])]);
});

test("what no account can be is refused, and changes nothing", async () => {
  const wrong = [
    { type: "Gold" },
    { status: "asleep" },
    { authToken: "short" },
    { geo: { Narnia: true } },
    { callsPerSecond: 31 },
    { alerts: [{ errorCode: "many" }] },
    { colour: "red" },
  ];
  const before = (await patch({}))[1];
  for (const body of wrong) assert.equal((await patch(body))[0], 400, JSON.stringify(body));
  assert.equal((await patch({}, `AC${"9".repeat(32)}`))[0], 404);
  assert.equal((await patch({}))[1], before);
});

test("the token is given by a route of its own, to this machine and the simulator's own page alone", async () => {
  const url = `${simulator.url}/_control/accounts/${ACCOUNT_SID}/token`;
  assert.deepEqual(await (await fetch(url)).json(), { authToken: AUTH_TOKEN });
  const foreign = await fetch(url, { headers: { origin: "https://elsewhere.example" } });
  assert.equal(foreign.status, 403);
  assert.equal((await foreign.text()).includes(AUTH_TOKEN), false);
});

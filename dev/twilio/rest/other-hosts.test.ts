// The APIs that have hosts of their own at Twilio, by the official library and by the three ways to reach them here.

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { request } from "node:http";
import { after, test } from "node:test";
import { BUSINESS_POLICY } from "../accounts/profile.ts";
import { ACCOUNT_SID, AUTH_TOKEN, OUR_NUMBER } from "../testing/accounts.ts";
import { officialClient } from "../testing/official-client.ts";
import { openStand, refused } from "./testing/stand.ts";

const stand = await openStand();
const { api, control, simulator } = stand;
after(() => stand.close());
const account = `/accounts/${ACCOUNT_SID}`;
const authorization = `Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString("base64")}`;

/** The status of a GET with a Host header of one's choice (`fetch` sets its own). */
function statusOf(path: string, host?: string): Promise<number | undefined> {
  const { hostname, port } = new URL(simulator.url);
  const headers = { authorization, ...(host === undefined ? {} : { host }) };
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on("error", reject).end();
  });
}

test("another host is reached by its name in the path, by the bare path, and by the Host header", async () => {
  const path = "/v1/DialingPermissions/Countries/GB";
  assert.equal(await statusOf(path), 200);
  assert.equal(await statusOf(`/voice.twilio.com${path}`), 200);
  assert.equal(await statusOf(path, "voice.twilio.com"), 200);
  assert.equal(await statusOf(`/monitor.twilio.com${path}`), 404);
  assert.equal(await statusOf(path, "monitor.twilio.com"), 404);
  const calls = `/2010-04-01/Accounts/${ACCOUNT_SID}/Calls.json`;
  assert.equal(await statusOf(`/api.twilio.com${calls}`), 200);
  assert.equal(await statusOf(`/voice.twilio.com${calls}`), 404);
  assert.equal((await fetch(`${simulator.url}${path}`)).status, 401);
});

test("documented: geographic permissions are read, filtered and changed in bulk", async () => {
  const { countries } = api.voice.v1.dialingPermissions;
  const british = await countries("GB").fetch();
  assert.deepEqual([british.name, british.countryCodes, british.lowRiskNumbersEnabled], [
    "United Kingdom",
    ["+44"],
    true,
  ]);
  const updateRequest = JSON.stringify([{
    iso_code: "GB",
    low_risk_numbers_enabled: "false",
    high_risk_special_numbers_enabled: "true",
    high_risk_tollfraud_numbers_enabled: "false",
  }]);
  const changed = await api.voice.v1.dialingPermissions.bulkCountryUpdates.create({
    updateRequest,
  });
  assert.equal(changed.updateCount, 1);
  const closed = await countries.list({ lowRiskNumbersEnabled: false });
  assert.deepEqual(closed.map(({ isoCode }) => isoCode), ["GB"]);
  assert.equal((await countries.list({ countryCode: "+44", isoCode: "GB" })).length, 1);
  await control("PATCH", account, { geo: { GB: true } });
  const open = await countries("GB").fetch();
  assert.deepEqual([open.lowRiskNumbersEnabled, open.highRiskSpecialNumbersEnabled], [true, true]);
  assert.ok((await countries.list({ pageSize: 100 })).length > 200);
  const nonsense = api.voice.v1.dialingPermissions.bulkCountryUpdates;
  assert.equal(await refused(nonsense.create({ updateRequest: "[{}]" })), "400 20001");
  assert.equal(await refused(countries("XX").fetch()), "404 20404");
  assert.deepEqual(await countries("GB").highriskSpecialPrefixes.list(), []);
});

test("documented: what fails in a call is an alert of the account", async () => {
  await control("PATCH", account, { alerts: [] });
  await control("POST", "/calls", { from: "+12025550188", to: OUR_NUMBER });
  const dead = await stand.customer.wait(({ path }) => path === "/fallback");
  const alerts = await api.monitor.v1.alerts.list({ logLevel: "error" });
  const alert = alerts.find(({ requestUrl }) => requestUrl === dead.form["ErrorUrl"]);
  assert.deepEqual([alert?.errorCode, alert?.resourceSid], ["11200", dead.form["CallSid"]]);
  assert.equal(alert?.requestMethod, "POST");
  const planned = { errorCode: "12100", text: "Document parse failure", logLevel: "warning" };
  await control("PATCH", account, { alerts: [planned] });
  const [warning] = await api.monitor.v1.alerts.list({ logLevel: "warning", limit: 1 });
  assert.deepEqual([warning?.errorCode, warning?.alertText], ["12100", planned.text]);
  const one = await api.monitor.v1.alerts(warning?.sid ?? "").fetch();
  assert.ok(one.moreInfo.endsWith("/12100"));
  const startDate = new Date(Date.now() + 3_600_000);
  assert.deepEqual(await api.monitor.v1.alerts.list({ startDate }), []);
});

test("documented: a number says in which region its calls are handled", async () => {
  const number = api.routes.v2.phoneNumbers(OUR_NUMBER);
  assert.equal((await number.fetch()).voiceRegion, "us1");
  assert.equal((await number.update({ voiceRegion: "ie1", friendlyName: "x" })).voiceRegion, "ie1");
  assert.equal((await number.fetch()).voiceRegion, "ie1");
  assert.equal(await refused(api.routes.v2.phoneNumbers("+12025550999").fetch()), "404 20404");
});

test("documented: a secondary token opens the API, and signs once it is promoted, when the former is refused", async () => {
  const { secondaryAuthToken: token } = await api.accounts.v1.secondaryAuthToken().create();
  const next = officialClient(simulator.url, ACCOUNT_SID, token);
  assert.equal((await next.api.v2010.accounts(ACCOUNT_SID).fetch()).authToken, AUTH_TOKEN);
  assert.equal(await api.accounts.v1.secondaryAuthToken().remove(), true);
  assert.equal(await refused(next.api.v2010.accounts(ACCOUNT_SID).fetch()), "401 20003");
  const again = await api.accounts.v1.secondaryAuthToken().create();
  const promoted = await api.accounts.v1.authTokenPromotion().update();
  assert.equal(promoted.authToken, again.secondaryAuthToken);
  assert.equal(await refused(api.api.v2010.accounts(ACCOUNT_SID).fetch()), "401 20003");
  await control("PATCH", account, { authToken: AUTH_TOKEN });
  assert.equal(await refused(api.accounts.v1.authTokenPromotion().update()), "404 20404");
});

test("documented: SIP trunks are listed and fetched", async () => {
  assert.deepEqual(await api.trunking.v1.trunks.list(), []);
  const sid = `TK${"1".repeat(32)}`;
  assert.equal(await refused(api.trunking.v1.trunks(sid).fetch()), "404 20404");
  const owner = { sid: `AC${"8".repeat(32)}`, authToken: "8".repeat(32) };
  const trunks = [{ sid, friendlyName: "Frankfurt" }];
  await control("POST", "/accounts", { ...owner, ownerSid: ACCOUNT_SID, trunks });
  const subaccount = officialClient(simulator.url, owner.sid, owner.authToken);
  const [trunk] = await subaccount.trunking.v1.trunks.list();
  assert.deepEqual([trunk?.sid, trunk?.friendlyName], [sid, "Frankfurt"]);
  assert.equal((await subaccount.trunking.v1.trunks(sid).fetch()).friendlyName, "Frankfurt");
  const { ownerAccountSid } = await subaccount.api.v2010.accounts(owner.sid).fetch();
  assert.equal(ownerAccountSid, ACCOUNT_SID);
});

test("assumed: a customer profile is handed in by its owner and approved by Twilio alone", async () => {
  const { customerProfiles } = api.trusthub.v1;
  const [first] = await customerProfiles.list({ status: "twilio-approved" });
  assert.equal(first?.policySid, BUSINESS_POLICY);
  const made = await customerProfiles.create({
    friendlyName: "Shop",
    email: "shop@example.com",
    policySid: BUSINESS_POLICY,
  });
  assert.equal(made.status, "draft");
  const one = customerProfiles(made.sid);
  assert.equal((await one.update({ status: "pending-review" })).status, "pending-review");
  assert.equal((await one.update({ status: "twilio-approved" })).status, "pending-review");
  assert.ok(await one.remove());
  await control("PATCH", account, { profile: "individual" });
  assert.equal((await customerProfiles.list()).length, 1);
  await control("PATCH", account, { profile: "none" });
  assert.deepEqual(await customerProfiles.list(), []);
});

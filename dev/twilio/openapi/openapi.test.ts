// What the comparison finds, on requests and answers made for it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { manualClock } from "../clock.ts";
import { createAccounts } from "../accounts/accounts.ts";
import { readPlace } from "../rest/places.ts";
import type { RestRequest } from "../rest/request.ts";
import { ACCOUNT_SID, AUTH_TOKEN } from "../testing/accounts.ts";
import { createOpenApi, describeMismatches } from "./openapi.ts";

const openApi = createOpenApi();
await openApi.ready("api");
const configs = [{ sid: ACCOUNT_SID, authToken: AUTH_TOKEN }];
const account = createAccounts({ configs, clock: manualClock() }).get(ACCOUNT_SID);

function request(method: string, path: string, form = "", query = ""): RestRequest {
  const place = readPlace(`/2010-04-01/Accounts/${ACCOUNT_SID}${path}`, undefined);
  assert.ok(place);
  assert.ok(account);
  return {
    ...place,
    method,
    account,
    byKey: false,
    form: new URLSearchParams(form),
    query: new URLSearchParams(query),
  };
}

function found(work: () => void): string[] {
  openApi.clear();
  work();
  return openApi.mismatches().map(({ side, message }) => `${side}: ${message}`);
}

const key = {
  sid: `SK${"1".repeat(32)}`,
  friendly_name: "k",
  date_created: null,
  date_updated: null,
};

test("a request as described is no mismatch, nor is one value of a list", () => {
  const form = "To=%2B12025550199&From=%2B12025550100&Timeout=20&StatusCallbackEvent=ringing";
  assert.deepEqual(found(() => openApi.request(request("POST", "/Calls.json", form))), []);
  assert.deepEqual(
    found(() => openApi.request(request("GET", "/Calls.json", "", "Status=busy&PageSize=5"))),
    [],
  );
});

test("a wrong word, a missing and an unknown field of a request are mismatches", () => {
  assert.deepEqual(
    found(() => openApi.request(request("POST", "/Calls.json", "To=1&Colour=red"))),
    [
      "request: /requestBody must have required property 'From'",
      "request: /requestBody Colour is no parameter",
    ],
  );
  const query = "Status=open&Older=yes";
  assert.deepEqual(found(() => openApi.request(request("GET", "/Calls.json", "", query))), [
    "request: /query Older is no parameter",
    "request: /query/Status must be equal to one of the allowed values",
  ]);
  assert.deepEqual(found(() => openApi.request(request("DELETE", "/Calls.json"))), [
    "request: no such operation",
  ]);
});

test("an answer with another status, type or name is a mismatch; one as described is none", () => {
  const asked = request("GET", `/Keys/${key.sid}.json`);
  const answered = (status: number, body: unknown) =>
    found(() => openApi.answer(asked, { status, body }));
  assert.deepEqual(answered(200, key), []);
  assert.deepEqual(answered(201, key), ["answer: 201 is not described"]);
  assert.deepEqual(answered(200, { ...key, friendly_name: 7 }), [
    "answer: /friendly_name must be string",
  ]);
  const { friendly_name: _, ...nameless } = key;
  assert.deepEqual(answered(200, { ...nameless, colour: "red" }), [
    "answer: /friendly_name is missing",
    "answer: /colour is not described",
  ]);
});

test("the same difference is kept once, and told with its operation", () => {
  openApi.clear();
  for (let n = 0; n < 3; n++) openApi.request(request("POST", "/Keys.json", "Colour=red"));
  assert.equal(
    describeMismatches(openApi.mismatches()),
    "Not as Twilio describes its API:\n" +
      "POST /2010-04-01/Accounts/{AccountSid}/Keys.json: request: /requestBody Colour is no parameter",
  );
});

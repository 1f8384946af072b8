import assert from "node:assert/strict";
import { test } from "node:test";
import { readTarget } from "./target.ts";

const ENV = {
  CONFORMANCE_ACCOUNT_SID: `AC${"1".repeat(32)}`,
  CONFORMANCE_AUTH_TOKEN: "a token that no message may show",
  CONFORMANCE_OUR_NUMBER: "+12025550100",
  CONFORMANCE_THEIR_NUMBER: "+12025550101",
};

test("without an account there is no target: a simulator is started", () => {
  assert.equal(readTarget({}), null);
});

test("a real account needs a public address for its webhooks", () => {
  assert.throws(() => readTarget(ENV), /CONFORMANCE_WEBHOOK_URL/);
  const target = readTarget({
    ...ENV,
    CONFORMANCE_WEBHOOK_URL: "https://me.example/",
    CONFORMANCE_WEBHOOK_PORT: "8080",
  });
  assert.equal(target?.baseUrl, "https://api.twilio.com");
  assert.deepEqual(target?.receiver, { port: 8080, publicUrl: "https://me.example" });
});

test("a simulator reaches this machine without one", () => {
  const target = readTarget({ ...ENV, CONFORMANCE_BASE_URL: "http://127.0.0.1:54330" });
  assert.deepEqual(target?.receiver, { port: 0, publicUrl: null });
});

test("what is missing or wrong is named, its value is not", () => {
  const wrong = { ...ENV, CONFORMANCE_OUR_NUMBER: "0202", CONFORMANCE_AUTH_TOKEN: undefined };
  assert.throws(() => readTarget(wrong), (error: Error) => {
    assert.match(error.message, /CONFORMANCE_AUTH_TOKEN/);
    assert.match(error.message, /CONFORMANCE_OUR_NUMBER/);
    assert.doesNotMatch(error.message, /0202/);
    return true;
  });
});

import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { test } from "node:test";
import { selfSigned } from "./certificate.ts";

test("a certificate is read by others, signed by its own key, and valid for its names and its year only", () => {
  const now = Date.UTC(2026, 5, 1);
  const { cert } = selfSigned(["*.twilio.com", "localhost"], now);
  const read = new X509Certificate(cert);
  assert.ok(read.verify(read.publicKey));
  assert.equal(read.checkHost("voice-js.roaming.twilio.com"), undefined);
  assert.equal(read.checkHost("api.twilio.com"), "*.twilio.com");
  assert.equal(read.checkHost("example.com"), undefined);
  assert.deepEqual(
    [read.validFromDate, read.validToDate].map((date) => date.toISOString()),
    ["2026-05-31T00:00:00.000Z", "2027-06-01T00:00:00.000Z"],
  );
});

test("no two certificates have one key", () => {
  const [one, other] = [0, 0].map((now) => new X509Certificate(selfSigned(["a.test"], now).cert));
  assert.notEqual(one?.fingerprint256, other?.fingerprint256);
});

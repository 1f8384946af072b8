import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Finding,
  FindingSchema,
} from "../../../../supabase/functions/_shared/contracts/health_findings.ts";
import type { HealthCheck } from "../../../../supabase/functions/_shared/contracts/health.ts";
import * as v from "valibot";
import { findingText, wholeText } from "./finding-text.ts";

const at = "2026-06-17T11:40:00Z";
const now = Date.parse("2026-06-17T12:40:00Z");
const sid = (kind: string) => `${kind}${"7".repeat(32)}`;
const [london, boston] = ["+442079460142", "+14155550100"];
const said = { twilioCode: 20003, twilioMessage: "Authenticate" };
const errors = {
  requests: 1906,
  broken: 2,
  alerts: [{ code: "11200", count: 3, lastAt: at }],
  lost: 2,
};
const drift = {
  drifted: [{
    number: london,
    numberSid: sid("PN"),
    answeredBy: { kind: "url" as const, name: "old-ivr.example" },
    statusCallback: null,
    statusIsOurs: false,
  }],
  gone: [],
  here: [boston],
  lost: 2,
};

/** Facts for each finding; one without an example is a type error. */
const examples: { [F in Finding["finding"]]: Extract<Finding, { finding: F }>["facts"] } = {
  "credentials-accepted": { accountSid: sid("AC"), name: "Nordlicht Reisen" },
  "credentials-refused": { accountSid: sid("AC"), ...said },
  "credentials-missing": { missing: ["twilio_account_sid", "twilio_auth_token"] },
  "account-not-active": { accountSid: sid("AC") },
  "key-accepted": { keySid: sid("SK") },
  "key-refused": { keySid: sid("SK"), ...said },
  "key-missing": {},
  "app-right": { appSid: sid("AP"), name: "Softphone-7" },
  "app-missing": { appSid: null },
  "app-changed": {
    appSid: sid("AP"),
    name: "Softphone-7",
    wrong: [{ field: "voice", now: null, method: "GET", right: "https://phone.example/inbound" }],
  },
  "numbers-here": { numbers: [london, boston] },
  "numbers-elsewhere": drift,
  "numbers-status-elsewhere": drift,
  "numbers-none": {},
  "signatures-proved": { genuineAt: at },
  "signatures-no-genuine": {},
  "signatures-other-token": { genuineAt: null },
  "signatures-refused": { status: 403, host: "phone.example" },
  "signatures-forged-accepted": { status: 200, host: "phone.example" },
  "functions-reachable": { host: "phone.example", ms: 84 },
  "functions-unreachable": { host: "phone.example", status: null },
  "functions-private": { host: "127.0.0.1" },
  "account-full": { isSubaccount: false },
  "account-trial": { verified: [london, boston] },
  "countries-open": { open: ["DE", "GB", "US"] },
  "countries-closed": { closed: ["CH"], open: ["DE"] },
  "countries-in-use-closed": { home: "GB", called: ["CH"], closed: ["CH", "GB"], open: [] },
  "emergency-registered": { numbers: [london] },
  "emergency-missing": { missing: [london], pending: [], registered: [boston] },
  "emergency-no-numbers": {},
  "region-us1": { numbers: [london] },
  "region-other": { numbers: [{ number: london, region: "ie1" }] },
  "concurrency-unlimited": {},
  "concurrency-limited": { profile: "none", calls: 2 },
  "recordings-protected": {},
  "recordings-none": {},
  "recordings-open": {},
  "recordings-undeleted": { count: 2, since: at, twilioCode: 20503 },
  "webhook-errors-none": { requests: 1906 },
  "webhook-errors-some": errors,
  "webhook-errors-now": errors,
  "open-calls-few": { closed: 3 },
  "open-calls-many": { closed: 30, calls: 200 },
  "rotation-no-sign": {},
  "next-token-promoted": {},
  "rotation-suspected": { refused: 4, lastRefusedAt: at, genuineAt: null },
  "wrong-signatures": { refused: 4, lastRefusedAt: at, genuineAt: at },
  "last-calls-recent": { numbers: [{ number: london, lastAt: at }] },
  "last-calls-old": { quiet: [{ number: boston, lastAt: "2026-06-01T10:00:00Z" }], numbers: 2 },
  "last-calls-no-numbers": {},
  "agents-ring": { numbers: [{ number: london, ring: 4, given: 5 }] },
  "agents-silent": {
    silent: [{ number: london, given: 2 }],
    numbers: [{ number: london, ring: 0, given: 2 }],
  },
  "agents-no-numbers": {},
  "not-checked": { code: "E-TWILIO", ...said },
  "waits": { for: "credentials" },
};

/** German takes 40 % more, and the row three lines. */
const longest = 200;

function checkOf(finding: Finding): HealthCheck {
  return { ...finding, since: at, checked_at: at };
}

/** Every finding that there is, with its example. */
const findings = FindingSchema.options.map(({ entries }) => {
  const { finding } = entries;
  return v.parse(FindingSchema, {
    check: "literal" in entries.check ? entries.check.literal : "numbers",
    level: entries.level.literal,
    finding: finding.literal,
    facts: examples[finding.literal],
    repair: null,
  });
});

test("every finding says what happened, and unless all is well what it means and what to do", () => {
  assert.equal(findings.length, Object.keys(examples).length);
  for (const finding of findings) {
    const { happened, means, next } = findingText(checkOf(finding), now);
    assert.notEqual(happened, "", finding.finding);
    if (finding.level === "green") assert.equal(means + next, "", finding.finding);
    else assert.ok(means !== "" && next !== "", finding.finding);
  }
});

test("every sentence is short, ends with a full stop and keeps the voice of the product", () => {
  for (const finding of findings) {
    const text = wholeText(findingText(checkOf(finding), now));
    assert.ok(text.length <= longest, `${finding.finding}: ${text.length} ${text}`);
    assert.match(text, /^\S.*\.$/, finding.finding);
    assert.doesNotMatch(text, /please|oops|!|undefined|null|NaN|'/i, finding.finding);
  }
});

const textOf = (finding: Finding) => wholeText(findingText(checkOf(finding), now));
const elsewhere = {
  check: "numbers",
  level: "red",
  finding: "numbers-elsewhere",
  repair: null,
} as const;

test("a number that left is told with where it points, several by their names only", () => {
  assert.match(
    textOf({ ...elsewhere, facts: drift }),
    /^\+44 20 7946 0142 points to old-ivr\.example, first seen at .* Calls to it don’t reach you: 2 callers in the last 24 hours\. Repair routes it here again\.$/,
  );
  const [one] = drift.drifted;
  assert.ok(one);
  const two = { ...drift, drifted: [one, { ...one, number: boston }] };
  assert.match(
    textOf({ ...elsewhere, facts: two }),
    /^\+44 20 7946 0142 and \+1 415 555 0100 point elsewhere.* Repair routes them here again\.$/,
  );
});

test("callers that were lost are told first, where Twilio says how many", () => {
  const now = { check: "webhook-errors", level: "red", finding: "webhook-errors-now" } as const;
  assert.match(
    textOf({ ...now, facts: errors, repair: null }),
    /^2 callers were lost\. 2 of 1,906 requests failed here\. Twilio got no answer from us 3 times, last at .* \(11200\)\./,
  );
  assert.match(
    textOf({ ...now, facts: { ...errors, lost: null }, repair: null }),
    /^2 of 1,906 requests failed here\./,
  );
});

test("a number that Twilio does not have can't be repaired from here", () => {
  assert.equal(
    textOf({ ...elsewhere, facts: { drifted: [], gone: [london], here: [], lost: 0 } }),
    "Not in the Twilio account: +44 20 7946 0142. Calls to it don’t reach you. Remove it on the Numbers page.",
  );
});

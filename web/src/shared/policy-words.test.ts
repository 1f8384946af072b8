import assert from "node:assert/strict";
import { test } from "node:test";
import { whenText, whyPaused } from "./policy-words.ts";
import { refusalWords } from "./refusal-words.ts";

const at = (text: string) => Date.parse(text);
const noon = at("2026-06-10T12:00:00+02:00");
const berlin = "Europe/Berlin";

test("when calls go on is told in the workspace's time", () => {
  const when = (until: string, zone = berlin) => whenText(at(until), zone, noon, "en-GB");
  assert.equal(when("2026-06-11T00:00:00+02:00"), "at midnight, Berlin time");
  assert.equal(when("2026-06-10T13:30:00+02:00"), "at 13:30, Berlin time");
  assert.equal(when("2026-06-15T09:00:00+02:00"), "on Monday at 09:00, Berlin time");
  assert.equal(when("2026-06-12T00:00:00+02:00"), "on Friday at 00:00, Berlin time");
  assert.equal(when("2026-06-11T00:00:00Z", "UTC"), "at midnight, UTC");
  assert.equal(when("2026-06-11T04:00:00Z", "America/New_York"), "at midnight, New York time");
});

test("a pause says why", () => {
  assert.equal(
    whyPaused({ cause: "minutes", limit: 600 }),
    "The workspace reached 600 minutes today.",
  );
  assert.equal(
    whyPaused({ cause: "calls", limit: 1 }),
    "The workspace made 1 call in a minute, the most allowed.",
  );
  assert.equal(whyPaused({ cause: "admin", limit: null }), "An admin paused them.");
});

test("a refusal names its country, its limit and when it ends", () => {
  const until = "2026-06-11T00:00:00+02:00";
  const words = (error: Parameters<typeof refusalWords>[0]) => {
    const { message, next } = refusalWords(error, noon);
    return `${message} ${next}`;
  };
  const plain = { message: "What.", next: "Do." };
  assert.equal(
    words({ ...plain, code: "E-DEST-COUNTRY", country: "CU" }),
    "Calls to Cuba are off in this workspace. Do.",
  );
  assert.equal(
    words({ ...plain, code: "E-DEST-COUNTRY", country: "DO" }),
    "Calls to the Dominican Republic are off in this workspace. Do.",
  );
  assert.equal(
    words({
      ...plain,
      code: "E-CAP-MINUTES",
      scope: "agent",
      limit: 120,
      until,
      time_zone: berlin,
    }),
    "You reached 120 minutes today. Resumes at midnight, Berlin time.",
  );
  assert.equal(
    words({ ...plain, code: "E-PAUSED", cause: "minutes", limit: 600, until, time_zone: berlin }),
    "What. The workspace reached 600 minutes today. Resumes at midnight, Berlin time.",
  );
  assert.equal(words({ ...plain, code: "E-HOURS" }), "What. Do.");
  assert.match(
    words({ ...plain, code: "E-TEST-LIMIT", until: "2026-06-17T12:05:00Z", time_zone: berlin }),
    /^What\. Try again .*, Berlin time\.$/,
  );
  assert.equal(words({ ...plain, code: "E-CALL-LIVE" }), "What. Do.");
});

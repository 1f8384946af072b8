import assert from "node:assert/strict";
import { test } from "node:test";
import type { Policy } from "../../../../../supabase/functions/_shared/contracts/policy.ts";
import { readTyped } from "../../../shared/phone-number.ts";
import { destinationOf } from "./destination.ts";

const policy: Policy = {
  workspace_id: 1,
  allowed_countries: ["DE", "US"],
  agent_calls_per_minute: null,
  agent_minutes_per_day: null,
  workspace_calls_per_minute: null,
  workspace_minutes_per_day: null,
  when_capped: "refuse",
  time_zone: "Europe/Berlin",
  calling_hours: null,
  block_withheld: false,
  show_listeners: true,
  paused_at: null,
  paused_until: null,
  pause_cause: null,
  pause_limit: null,
  wrap_up_s: null,
  outcome_required: false,
};
const judge = (text: string, mayCallEmergencies = false) => {
  const { to, problem } = destinationOf(readTyped(text, "DE"), policy, { mayCallEmergencies });
  return to ?? problem?.message ?? null;
};

test("a number of a country that is on may be called", () => {
  assert.equal(judge("030 23125610"), "+493023125610");
  assert.equal(judge("+1 212 555 0142"), "+12125550142");
});

test("a country that is off is said before anybody is asked", () => {
  assert.equal(judge("+53 7 1234567"), "Calls to Cuba are off in this workspace.");
  assert.equal(judge("+44 20 7946 0018"), "Calls to the United Kingdom are off in this workspace.");
});

test("a number that counts to an enclave is held to the enclave's country", () => {
  assert.equal(judge("+39 0549 123456"), "Calls to San Marino are off in this workspace.");
  assert.equal(judge("+44 1481 123456"), "Calls to Guernsey are off in this workspace.");
});

test("nothing typed is nothing to say", () => {
  assert.equal(judge(""), null);
});

test("an emergency number is called from a number with an address only", () => {
  assert.equal(judge("112"), "Emergency numbers can't be called from here.");
  assert.equal(judge("1 1 2", true), "112");
});

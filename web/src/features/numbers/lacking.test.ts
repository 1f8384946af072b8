import assert from "node:assert/strict";
import { test } from "node:test";
import type {
  Offer,
  Requirements,
} from "../../../../supabase/functions/_shared/contracts/numbers.ts";
import { fittingAddresses, lackingChoice } from "./lacking.ts";
import { sumOf, whomItRings } from "./whom.ts";

const offer: Offer = {
  number: "+33199001201",
  locality: "Paris",
  region: null,
  addressNeed: "local",
};
const requirements: Requirements = {
  isTrial: false,
  needsBundle: true,
  bundles: [{ sid: "BU1", name: "Office" }],
  addresses: [
    { sid: "AD1", name: "Paris", country: "FR" },
    { sid: "AD2", name: "London", country: "GB" },
  ],
};

test("only addresses that fit can be chosen", () => {
  const sids = (addressNeed: Offer["addressNeed"]) =>
    fittingAddresses({ ...offer, addressNeed }, requirements, "FR").map(({ sid }) => sid);
  assert.deepEqual(sids("local"), ["AD1"]);
  assert.deepEqual(sids("foreign"), ["AD2"]);
  assert.deepEqual(sids("any"), ["AD1", "AD2"]);
});

test("nothing is bought before address and bundle are chosen, where they are needed", () => {
  const lacks = (chosen: { addressSid: string; bundleSid: string }) =>
    lackingChoice(offer, requirements, chosen);
  assert.equal(lacks({ addressSid: "", bundleSid: "" }), "address");
  assert.equal(lacks({ addressSid: "AD1", bundleSid: "" }), "bundle");
  assert.equal(lacks({ addressSid: "AD1", bundleSid: "BU1" }), null);
  const free = { ...requirements, needsBundle: false };
  const none = { addressSid: "", bundleSid: "" };
  assert.equal(lackingChoice({ ...offer, addressNeed: "none" }, free, none), null);
});

test("prices are summed only when every one is known, in one currency", () => {
  const price = (amount: string, currency = "USD") => ({ amount, currency });
  assert.deepEqual(sumOf([price("1.15"), price("2.15")]), price("3.3000"));
  assert.equal(sumOf([price("1.15"), null]), null);
  assert.equal(sumOf([price("1.15"), price("1", "EUR")]), null);
  assert.equal(sumOf([]), null);
});

test("a number that rings only people who are away would ring nobody now", () => {
  const person = (agentId: number, status: "available" | "away") => ({
    agentId,
    name: `P${agentId}`,
    status,
    since: null,
  });
  const uses = new Map([
    [1, { mayCall: true, rings: true }],
    [2, { mayCall: true, rings: false }],
  ]);
  const people = [person(1, "away"), person(2, "available")];
  assert.deepEqual(whomItRings(uses, people), { names: ["P1"], anybodyNow: false });
  assert.equal(whomItRings(uses, [person(1, "available")]).anybodyNow, true);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type {
  Offer,
  Requirements,
} from "../../../../supabase/functions/_shared/contracts/numbers.ts";
import { fittingAddresses, lackingChoice } from "./purchase-needs.ts";

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

// Numbers, addresses and caller ids, by the official library.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { ACCOUNT_SID, APP_SID, OUR_NUMBER, THEIR_NUMBER } from "../testing/accounts.ts";
import { openStand, refused } from "./testing/stand.ts";

const stand = await openStand();
const { api } = stand;
after(() => stand.close());

const office = {
  customerName: "Ada",
  street: "1 Main Street",
  city: "London",
  region: "London",
  postalCode: "SW1A",
  isoCountry: "GB",
};

test("documented: what is for sale is filtered by country, kind, area, pattern and ability", async () => {
  const offered = api.availablePhoneNumbers("US");
  const byArea = await offered.local.list({ areaCode: 415, limit: 5 });
  assert.equal(byArea.length, 5);
  assert.ok(byArea.every(({ phoneNumber }) => phoneNumber.startsWith("+1415")));
  assert.deepEqual(byArea[0]?.friendlyName, "(415) 555-0100");
  const [one] = await offered.local.list({ contains: "555*142", inRegion: "NY" });
  assert.equal(one?.phoneNumber, "+12125550142");
  const [word] = await offered.tollFree.list({ contains: "+1800555" });
  assert.match(word?.phoneNumber ?? "", /^\+1800555/);
  const british = api.availablePhoneNumbers("GB");
  assert.equal((await british.local.list({ smsEnabled: true })).length, 0);
  assert.ok((await british.mobile.list({ smsEnabled: true })).length > 0);
  assert.deepEqual(await british.local.list({ excludeAllAddressRequired: true }), []);
  assert.equal(await refused(offered.mobile.list()), "404 20404");
  const countries = await api.availablePhoneNumbers.list();
  assert.ok(countries.some(({ countryCode }) => countryCode === "DE"));
  const us = await api.availablePhoneNumbers("US").fetch();
  assert.deepEqual(Object.keys(us.subresourceUris), ["local", "toll_free"]);
});

test("documented: a number is bought by its digits or its area code, configured, and released", async () => {
  const [offer] = await api.availablePhoneNumbers("US").local.list({ areaCode: 312, limit: 1 });
  assert.ok(offer);
  const bought = await api.incomingPhoneNumbers.create({
    phoneNumber: offer.phoneNumber,
    voiceApplicationSid: APP_SID,
    friendlyName: "Chicago",
  });
  assert.deepEqual([bought.phoneNumber, bought.friendlyName, bought.voiceApplicationSid], [
    offer.phoneNumber,
    "Chicago",
    APP_SID,
  ]);
  const again = api.incomingPhoneNumbers.create({ phoneNumber: offer.phoneNumber });
  assert.equal(await refused(again), "400 21422");
  const byArea = await api.incomingPhoneNumbers.create({ areaCode: "312" });
  assert.match(byArea.phoneNumber, /^\+1312/);
  assert.equal(await refused(api.incomingPhoneNumbers.create({ areaCode: "907" })), "400 21452");
  assert.equal(await refused(api.incomingPhoneNumbers.create({ phoneNumber: "12" })), "400 21421");
  assert.equal(await refused(api.incomingPhoneNumbers.create({})), "400 21421");
  for (const { sid } of [bought, byArea]) assert.ok(await api.incomingPhoneNumbers(sid).remove());
  assert.equal(await refused(api.incomingPhoneNumbers(bought.sid).fetch()), "404 20404");
  const [free] = await api.availablePhoneNumbers("US").local.list({ areaCode: 312, limit: 1 });
  assert.equal(free?.phoneNumber, offer.phoneNumber);
});

test("documented: where a country asks for an address, a number is sold with one only", async () => {
  const london = { phoneNumber: "+442079460042" };
  assert.equal(await refused(api.incomingPhoneNumbers.create(london)), "400 21631");
  const address = await api.addresses.create(office);
  const berlin = { phoneNumber: "+493023125001", addressSid: address.sid };
  assert.equal(await refused(api.incomingPhoneNumbers.create(berlin)), "400 21615");
  const number = await api.incomingPhoneNumbers.create({ ...london, addressSid: address.sid });
  assert.deepEqual([number.addressSid, number.addressRequirements], [address.sid, "any"]);
  assert.equal(await refused(api.addresses(address.sid).remove()), "400 20001");
  const london020 = { phoneNumber: "+4420" };
  assert.equal((await api.incomingPhoneNumbers.local.list(london020)).length, 1);
  assert.equal((await api.incomingPhoneNumbers.mobile.list(london020)).length, 0);
  assert.equal((await api.incomingPhoneNumbers.tollFree.list(london020)).length, 0);
  await api.incomingPhoneNumbers(number.sid).remove();
  assert.ok(await api.addresses(address.sid).remove());
});

test("documented: emergency calls need an address that is registered for them; assumed: after seconds", async () => {
  const [number] = await api.incomingPhoneNumbers.list({ phoneNumber: OUR_NUMBER });
  assert.ok(number);
  const one = api.incomingPhoneNumbers(number.sid);
  assert.deepEqual([number.emergencyStatus, number.emergencyAddressStatus], [
    "Inactive",
    "unregistered",
  ]);
  assert.equal(await refused(one.update({ emergencyStatus: "Active" })), "400 20001");
  const plain = await api.addresses.create(office);
  assert.equal(await refused(one.update({ emergencyAddressSid: plain.sid })), "400 20001");
  const address = await api.addresses(plain.sid).update({ emergencyEnabled: true });
  const pending = await one.update({
    emergencyAddressSid: address.sid,
    emergencyStatus: "Active",
  });
  assert.deepEqual([pending.emergencyStatus, pending.emergencyAddressStatus], [
    "Active",
    "pending-registration",
  ]);
  await stand.control("POST", "/clock", { advanceMs: 10_000 });
  assert.equal((await one.fetch()).emergencyAddressStatus, "registered");
  const off = await one.update({ emergencyStatus: "Inactive", emergencyAddressSid: "" });
  assert.equal(off.emergencyAddressStatus, "unregistered");
});

test("addresses are listed by their fields and changed", async () => {
  const one = await api.addresses.create({ ...office, friendlyName: "Branch", city: "Leeds" });
  assert.deepEqual((await api.addresses.list({ friendlyName: "Branch" })).map(({ city }) => city), [
    "Leeds",
  ]);
  assert.deepEqual(await api.addresses.list({ friendlyName: "Branch", isoCountry: "FR" }), []);
  assert.equal((await api.addresses(one.sid).update({ city: "York" })).city, "York");
  assert.equal((await api.addresses(one.sid).fetch()).street, office.street);
});

test("documented: a verified number may be shown; assumed: it is verified at once", async () => {
  const call = { to: "+12025550177", from: THEIR_NUMBER, twiml: "<Response/>" };
  assert.equal(await refused(api.calls.create(call)), "400 21210");
  const asked = await api.validationRequests.create({
    phoneNumber: THEIR_NUMBER,
    friendlyName: "Mobile",
  });
  assert.match(asked.validationCode, /^\d{6}$/);
  const twice = api.validationRequests.create({ phoneNumber: THEIR_NUMBER });
  assert.equal(await refused(twice), "400 21450");
  assert.equal((await api.calls.create(call)).from, THEIR_NUMBER);
  const [one] = await api.outgoingCallerIds.list({ phoneNumber: THEIR_NUMBER });
  assert.ok(one);
  assert.equal(one.friendlyName, "Mobile");
  const renamed = await api.outgoingCallerIds(one.sid).update({ friendlyName: "Pocket" });
  assert.equal(renamed.friendlyName, "Pocket");
  assert.ok(await api.outgoingCallerIds(one.sid).remove());
  assert.equal(await refused(api.calls.create(call)), "400 21210");
});

test("documented: where a country regulates numbers, one is sold with an approved bundle for its kind only", async () => {
  const { numbers } = api;
  const regulations = numbers.v2.regulatoryCompliance.regulations;
  assert.deepEqual(await regulations.list({ isoCountry: "US" }), []);
  const [regulation] = await regulations.list({
    isoCountry: "FR",
    numberType: "mobile",
    endUserType: "business",
  });
  assert.ok(regulation);
  const { bundles } = numbers.v2.regulatoryCompliance;
  const bundle = await bundles.create({
    friendlyName: "Paris office",
    email: "ada@firm.example",
    regulationSid: regulation.sid,
  });
  const address = await api.addresses.create({ ...office, isoCountry: "FR" });
  const order = { phoneNumber: "+33639981201", addressSid: address.sid };
  const withBundle = { ...order, bundleSid: bundle.sid };
  assert.equal(await refused(api.incomingPhoneNumbers.create(order)), "400 21649");
  assert.equal(await refused(api.incomingPhoneNumbers.create(withBundle)), "400 21649");
  const approved = { status: "twilio-approved" as const, regulationSid: regulation.sid };
  assert.deepEqual(await bundles.list(approved), []);
  await stand.control("PATCH", `/accounts/${ACCOUNT_SID}`, {
    bundles: { [bundle.sid]: "twilio-approved" },
  });
  assert.equal((await bundles.list(approved))[0]?.friendlyName, "Paris office");
  const fixed = { ...withBundle, phoneNumber: "+33199001201" };
  assert.equal(await refused(api.incomingPhoneNumbers.create(fixed)), "400 21649");
  const number = await api.incomingPhoneNumbers.create(withBundle);
  assert.equal(number.bundleSid, bundle.sid);
});

test("documented: what a number costs a month is told by country and kind", async () => {
  const { countries } = api.pricing.v1.phoneNumbers;
  const british = await countries("GB").fetch();
  assert.equal(british.priceUnit, "USD");
  assert.deepEqual(
    british.phoneNumberPrices.map(({ numberType }) => numberType),
    ["local", "mobile", "toll free"],
  );
  assert.equal(await refused(countries("XX").fetch()), "404 20404");
  assert.ok((await countries.list()).length > 3);
});

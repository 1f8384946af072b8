import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { getCountries } from "libphonenumber-js/min";
import { localTime, placeOf } from "./place.ts";
import { zoneOf } from "./time-zones.ts";

describe("the place of a number", () => {
  it("has a time where the country keeps one, or the prefix tells it", () => {
    assert.deepEqual(placeOf("+493023125610"), {
      code: "DE",
      country: "Germany",
      timeZone: "Europe/Berlin",
    });
    assert.equal(placeOf("+14155550132")?.timeZone, "America/Los_Angeles");
    assert.equal(placeOf("+12125550132")?.timeZone, "America/New_York");
    assert.equal(placeOf("+61291234567")?.timeZone, "Australia/Sydney");
  });

  it("has none where several zones are possible", () => {
    assert.equal(placeOf("+12085550132")?.timeZone, null, "Idaho");
    assert.equal(placeOf("+61891234567")?.timeZone, null, "western and central Australia");
    assert.equal(placeOf("+74951234567")?.timeZone, null, "Russia");
  });

  it("does not exist for what is no country's number", () => {
    assert.equal(placeOf("+80012345678"), null);
    assert.equal(placeOf("anonymous"), null);
  });

  it("names only time zones that exist", () => {
    const areaCodes = Array.from({ length: 800 }, (_, index) => String(index + 200));
    const zones = [
      ...getCountries().map((country) => zoneOf(country, "")),
      ...areaCodes.map((code) => zoneOf("US", code)),
      ...["2", "3", "7"].map((digit) => zoneOf("AU", digit)),
    ].filter((zone) => zone !== null);
    assert.ok(zones.length > 300);
    for (const timeZone of new Set(zones)) {
      assert.doesNotThrow(() => new Intl.DateTimeFormat("en", { timeZone }), timeZone);
    }
  });
});

describe("the time there", () => {
  const at = Date.UTC(2026, 10, 25, 11, 12);

  it("is told by the place's own clock", () => {
    const place = placeOf("+14155550132");
    assert.ok(place);
    assert.deepEqual(localTime(place, at, "en-GB"), { hour: 3, text: "03:12" });
  });

  it("is not told where it is not known", () => {
    const place = placeOf("+12085550132");
    assert.ok(place);
    assert.equal(localTime(place, at), null);
  });
});

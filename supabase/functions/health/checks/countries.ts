import type { Repair } from "../../_shared/contracts/health_repair.ts";
import { countryOf } from "../../_shared/domain/country.ts";
import type { Bench, FindingOf } from "../collaborators.ts";

const check = "countries";
const repair: Repair = { by: "twilio", page: "geoPermissions" };

/** Compares the countries that our policy lets agents call with those that Twilio lets the account call. */
export async function checkCountries({ stored, twilio }: Bench): Promise<FindingOf<"countries">> {
  const { home, allowed, called } = stored.facts;
  const atTwilio = await twilio.openCountries();
  const lately = new Set(called.map(countryOf));
  const wanted = allowed.toSorted();
  const open = wanted.filter((country) => atTwilio.has(country));
  const closed = wanted.filter((country) => !atTwilio.has(country));
  const closedLately = closed.filter((country) => lately.has(country));
  if (closed.length === 0) {
    return { check, level: "green", finding: "countries-open", facts: { open }, repair: null };
  }
  const closedHome = closed.includes(home) ? home : null;
  if (closedHome === null && closedLately.length === 0) {
    return { check, level: "amber", finding: "countries-closed", facts: { closed, open }, repair };
  }
  const facts = { home: closedHome, called: closedLately, closed, open };
  return { check, level: "red", finding: "countries-in-use-closed", facts, repair };
}

// voice.twilio.com/v1/DialingPermissions: which countries may be called.

import * as v from "valibot";
import { getCountries, getCountryCallingCode, isSupportedCountry } from "libphonenumber-js/max";
import { type Account, DEFAULT_PERMISSION } from "../accounts/resources.ts";
import { created, found, invalid, notFound } from "./answer.ts";
import { metaPage } from "./paging.ts";
import { needed, queryFlag } from "./request.ts";
import type { Routes } from "./routes.ts";

const NAMES = new Intl.DisplayNames("en", { type: "region" });
const URL_BASE = "https://voice.twilio.com/v1/DialingPermissions/Countries";

type Code = ReturnType<typeof getCountries>[number];

function resource(account: Account, code: Code) {
  const permission = account.geo.get(code) ?? DEFAULT_PERMISSION;
  return {
    iso_code: code,
    name: NAMES.of(code) ?? code,
    // No list of continents is at hand here.
    continent: null,
    country_codes: [`+${getCountryCallingCode(code)}`],
    low_risk_numbers_enabled: permission.lowRisk,
    high_risk_special_numbers_enabled: permission.highRiskSpecial,
    high_risk_tollfraud_numbers_enabled: permission.highRiskTollfraud,
    url: `${URL_BASE}/${code}`,
    links: { highrisk_special_prefixes: `${URL_BASE}/${code}/HighRiskSpecialPrefixes` },
  };
}

export const countryRoutes: Routes = {
  list({ request }) {
    const { account, query } = request;
    const is = (name: string, value: boolean) => (queryFlag(query, name) ?? value) === value;
    const shown = getCountries().map((code) => resource(account, code)).filter((one) =>
      (query.get("IsoCode")?.toUpperCase() ?? one.iso_code) === one.iso_code &&
      (query.get("CountryCode")?.replace(/^[ +]*/, "+") ?? one.country_codes[0]) ===
        one.country_codes[0] &&
      is("LowRiskNumbersEnabled", one.low_risk_numbers_enabled) &&
      is("HighRiskSpecialNumbersEnabled", one.high_risk_special_numbers_enabled) &&
      is("HighRiskTollfraudNumbersEnabled", one.high_risk_tollfraud_numbers_enabled)
    );
    return found(metaPage(request, "content", shown));
  },
  fetch({ request }, code) {
    const country = code.toUpperCase();
    if (!isSupportedCountry(country)) throw notFound(request.path);
    return found(resource(request.account, country));
  },
};

/** Twilio sends its switches as words here. */
const word = v.pipe(v.union([v.boolean(), v.picklist(["true", "false"])]), v.transform(String));
const updates = v.array(v.object({
  iso_code: v.pipe(v.string(), v.toUpperCase(), v.check(isSupportedCountry, "no country")),
  low_risk_numbers_enabled: word,
  high_risk_special_numbers_enabled: word,
  high_risk_tollfraud_numbers_enabled: word,
}));

export const bulkUpdateRoutes: Routes = {
  create({ request, accounts }) {
    const text = needed(request, "UpdateRequest");
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), updates), text);
    if (!parsed.success) throw invalid(20001, `Invalid UpdateRequest: ${parsed.issues[0].message}`);
    for (const one of parsed.output) {
      request.account.geo.set(one.iso_code, {
        lowRisk: one.low_risk_numbers_enabled === "true",
        highRiskSpecial: one.high_risk_special_numbers_enabled === "true",
        highRiskTollfraud: one.high_risk_tollfraud_numbers_enabled === "true",
      });
    }
    accounts.save();
    return created({ update_count: parsed.output.length, update_request: text });
  },
};

/** Which prefixes are special is read from the number itself (its class), so there is no list of them. */
export const specialPrefixRoutes: Routes = {
  list: ({ request }) => found(metaPage(request, "content", [])),
};

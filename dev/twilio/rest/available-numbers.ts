// /Accounts/{AC}/AvailablePhoneNumbers: what is for sale.

import type { Accounts } from "../accounts/accounts.ts";
import { found, notFound } from "./answer.ts";
import { formatted } from "./formatted.ts";
import { COUNTRIES, type ForSale, type NumberKind, numbersForSale } from "./number-stock.ts";
import { page } from "./paging.ts";
import { queryFlag, type RestRequest } from "./request.ts";
import type { Routes } from "./routes.ts";

/** How many are offered when the request names no number: as many as Twilio does. */
const OFFERED = 30;
const PATH: Record<NumberKind, string> = {
  local: "Local",
  mobile: "Mobile",
  tollfree: "TollFree",
};
const LINK: Record<NumberKind, string> = {
  local: "local",
  mobile: "mobile",
  tollfree: "toll_free",
};

function country(request: RestRequest, code: string) {
  const known = COUNTRIES[code];
  if (known === undefined) throw notFound(request.path);
  const uri = `/2010-04-01/Accounts/${request.account.sid}/AvailablePhoneNumbers/${code}`;
  const kinds = (["local", "mobile", "tollfree"] as const).filter((kind) => kind in known.ranges);
  return {
    country_code: code,
    country: known.name,
    uri: `${uri}.json`,
    beta: false,
    subresource_uris: Object.fromEntries(
      kinds.map((kind) => [LINK[kind], `${uri}/${PATH[kind]}.json`]),
    ),
  };
}

export const availableCountryRoutes: Routes = {
  list: ({ request }) =>
    found(page(request, "countries", Object.keys(COUNTRIES).map((code) => country(request, code)))),
  fetch: ({ request }, code) => found(country(request, code)),
};

const resource = (one: ForSale) => ({
  friendly_name: formatted(one.phoneNumber),
  phone_number: one.phoneNumber,
  lata: null,
  locality: one.locality,
  rate_center: null,
  latitude: one.latitude,
  longitude: one.longitude,
  region: one.region,
  postal_code: one.postalCode,
  iso_country: one.country,
  address_requirements: one.addressRequirements,
  beta: false,
  capabilities: one.capabilities,
});

/** The numbers of one kind; a country that has none of it is not found (documented). */
export function availableNumberRoutes(kind: NumberKind): Routes {
  return {
    list({ request, accounts, within }) {
      const [code = ""] = within;
      if (COUNTRIES[code]?.ranges[kind] === undefined) throw notFound(request.path);
      const offered = numbersForSale(code, kind)
        .filter((one) => isFree(accounts, one.phoneNumber) && fits(one, request.query))
        .slice(0, OFFERED);
      return found(page(request, "available_phone_numbers", offered.map(resource)));
    },
  };
}

/** Nobody in this simulator has it. */
export const isFree = (accounts: Accounts, phoneNumber: string) =>
  accounts.byNumber(phoneNumber) === null;

function fits(one: ForSale, query: URLSearchParams): boolean {
  const asked = (name: string) => query.get(name)?.toLowerCase();
  const same = (name: string, value: string | null) =>
    asked(name) === undefined || asked(name) === value?.toLowerCase();
  const able = (name: string, value: boolean) => (queryFlag(query, name) ?? value) === value;
  const { addressRequirements: needs, capabilities } = one;
  const excluded = (name: string, when: boolean) => when && queryFlag(query, name) === true;
  const area = query.get("AreaCode");
  return (area === null || one.phoneNumber.startsWith(`+1${area}`)) &&
    contains(one.phoneNumber, query.get("Contains")) &&
    same("InRegion", one.region) && same("InLocality", one.locality) &&
    same("InPostalCode", one.postalCode) &&
    able("VoiceEnabled", capabilities.voice) && able("SmsEnabled", capabilities.sms) &&
    able("MmsEnabled", capabilities.mms) && able("FaxEnabled", capabilities.fax) &&
    !excluded("ExcludeAllAddressRequired", needs !== "none") &&
    !excluded("ExcludeLocalAddressRequired", needs === "local") &&
    !excluded("ExcludeForeignAddressRequired", needs === "foreign");
}

/** Documented: digits, letters as on a telephone's keys, and `*` for any one digit, anywhere in the number. */
function contains(phoneNumber: string, wanted: string | null): boolean {
  if (wanted === null) return true;
  const keys = wanted.toLowerCase().replace(/[a-z]/g, (letter) => key(letter));
  const pattern = keys.replace(/[^\d*]/g, "").replaceAll("*", "\\d");
  return new RegExp(pattern).test(phoneNumber);
}

const KEYS = ["abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"];
const key = (letter: string) => String(2 + KEYS.findIndex((letters) => letters.includes(letter)));

// /Accounts/{AC}/Addresses

import type { Address } from "../accounts/resources.ts";
import { rfc2822 } from "../dates.ts";
import { created, DELETED, found, invalid, notFound } from "./answer.ts";
import { equals } from "./filters.ts";
import { page } from "./paging.ts";
import { field, flag, needed, queryFlag, type RestRequest } from "./request.ts";
import type { Routes } from "./routes.ts";

const resource = (one: Address, accountSid: string) => ({
  sid: one.sid,
  account_sid: accountSid,
  friendly_name: one.friendlyName,
  customer_name: one.customerName,
  street: one.street,
  street_secondary: one.streetSecondary || null,
  city: one.city,
  region: one.region,
  postal_code: one.postalCode,
  iso_country: one.isoCountry,
  emergency_enabled: one.emergencyEnabled,
  // Every address exists here (assumed).
  validated: true,
  verified: false,
  date_created: rfc2822(one.createdAt),
  date_updated: rfc2822(one.updatedAt),
  uri: `/2010-04-01/Accounts/${accountSid}/Addresses/${one.sid}.json`,
});

/** Where a field of the API is kept. */
const FIELDS = {
  FriendlyName: "friendlyName",
  CustomerName: "customerName",
  Street: "street",
  StreetSecondary: "streetSecondary",
  City: "city",
  Region: "region",
  PostalCode: "postalCode",
} as const;

function change(request: RestRequest, one: Address, now: number): void {
  for (const [name, key] of Object.entries(FIELDS)) one[key] = field(request, name) ?? one[key];
  one.emergencyEnabled = flag(request, "EmergencyEnabled") ?? one.emergencyEnabled;
  one.updatedAt = now;
}

export const addressRoutes: Routes = {
  list({ request }) {
    const { account, query } = request;
    const emergency = queryFlag(query, "EmergencyEnabled");
    const shown = [...account.addresses.values()].filter((one) =>
      equals(query, "CustomerName", one.customerName) &&
      equals(query, "FriendlyName", one.friendlyName) &&
      equals(query, "IsoCountry", one.isoCountry) &&
      (emergency ?? one.emergencyEnabled) === one.emergencyEnabled
    );
    return found(page(request, "addresses", shown.map((one) => resource(one, account.sid))));
  },
  create({ request, accounts, clock, newSid }) {
    for (const name of ["CustomerName", "Street", "City", "Region", "PostalCode"]) {
      needed(request, name);
    }
    const one: Address = {
      sid: newSid("AD"),
      friendlyName: "",
      customerName: "",
      street: "",
      streetSecondary: "",
      city: "",
      region: "",
      postalCode: "",
      isoCountry: needed(request, "IsoCountry").toUpperCase(),
      emergencyEnabled: false,
      createdAt: clock.now(),
      updatedAt: clock.now(),
    };
    change(request, one, clock.now());
    request.account.addresses.set(one.sid, one);
    accounts.save();
    return created(resource(one, request.account.sid));
  },
  fetch: ({ request }, sid) => found(resource(get(request, sid), request.account.sid)),
  update({ request, accounts, clock }, sid) {
    const one = get(request, sid);
    change(request, one, clock.now());
    accounts.save();
    return found(resource(one, request.account.sid));
  },
  remove({ request, accounts }, sid) {
    const { account } = request;
    const isUsed = [...account.numbers.values()]
      .some((number) => number.addressSid === sid || number.emergencyAddressSid === sid);
    // Documented: it cannot be deleted while a number needs it. The code is assumed.
    if (isUsed) throw invalid(20001, "The address is used by a phone number");
    if (!account.addresses.delete(sid)) throw notFound(request.path);
    accounts.save();
    return DELETED;
  },
};

function get(request: RestRequest, sid: string): Address {
  const one = request.account.addresses.get(sid);
  if (one === undefined) throw notFound(request.path);
  return one;
}

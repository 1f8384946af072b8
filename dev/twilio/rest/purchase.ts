// Buys a number (`POST /IncomingPhoneNumbers`).

import type { Accounts } from "../accounts/accounts.ts";
import { type IncomingNumber, plainNumber } from "../accounts/resources.ts";
import { isFree } from "./available-numbers.ts";
import { invalid } from "./answer.ts";
import { formatted } from "./formatted.ts";
import { findForSale, type ForSale, type NumberKind, numbersForSale } from "./number-stock.ts";
import { covers } from "./regulatory.ts";
import { field, type RestRequest } from "./request.ts";
import type { RestContext } from "./routes.ts";

/**
 * A number with nothing set up yet, as the request names it by its digits or its area code; it is not added to the
 * account.
 * @param kind only a number of this kind; null: of any
 * @throws {Refusal} 21404, 21421, 21422, 21452, 21615, 21631 or 21649
 */
export function buy(context: RestContext, kind: NumberKind | null): IncomingNumber {
  const { request, accounts, clock, newSid } = context;
  const { account } = request;
  if (account.type === "Trial" && account.numbers.size > 0) {
    throw invalid(21404, "Trial accounts are allowed only one Twilio phone number");
  }
  const chosen = choose(request, accounts, kind);
  const addressSid = field(request, "AddressSid") ?? "";
  requireAddress(request, chosen, addressSid);
  const bundleSid = field(request, "BundleSid") ?? "";
  requireBundle(request, chosen, bundleSid);
  const now = clock.now();
  return {
    ...plainNumber,
    sid: newSid("PN"),
    phoneNumber: chosen.phoneNumber,
    friendlyName: formatted(chosen.phoneNumber),
    addressSid,
    bundleSid,
    createdAt: now,
    updatedAt: now,
  };
}

function choose(request: RestRequest, accounts: Accounts, kind: NumberKind | null): ForSale {
  const phoneNumber = field(request, "PhoneNumber");
  const area = field(request, "AreaCode");
  if (phoneNumber !== undefined) {
    if (!/^\+[1-9]\d{6,14}$/.test(phoneNumber)) {
      throw invalid(21421, `PhoneNumber is invalid: ${phoneNumber}`);
    }
    const found = findForSale(phoneNumber);
    if (found !== null && (kind ?? found.kind) === found.kind && isFree(accounts, phoneNumber)) {
      return found;
    }
    throw invalid(21422, `${phoneNumber} is not available`);
  }
  if (area === undefined || kind !== null) throw invalid(21421, "PhoneNumber is required");
  const found = [...numbersForSale("US", "local"), ...numbersForSale("CA", "local")]
    .find((one) => one.phoneNumber.startsWith(`+1${area}`) && isFree(accounts, one.phoneNumber));
  if (found === undefined) throw invalid(21452, `No phone numbers found in area code ${area}`);
  return found;
}

function requireAddress(request: RestRequest, one: ForSale, addressSid: string): void {
  const address = request.account.addresses.get(addressSid);
  if (addressSid !== "" && address === undefined) {
    throw invalid(20001, `There is no address ${addressSid}`);
  }
  if (one.addressRequirements === "none") return;
  if (address === undefined) {
    throw invalid(
      21631,
      "Phone Number Requires an Address but the 'AddressSid' parameter is empty",
    );
  }
  if (one.addressRequirements === "local" && address.isoCountry !== one.country) {
    throw invalid(21615, "Phone Number Requires a Local Address");
  }
}

/** Documented: without an approved bundle a regulated number is refused with 21649. The words are as seen by others. */
function requireBundle(request: RestRequest, one: ForSale, bundleSid: string): void {
  if (bundleSid === "" && !one.regulated) return;
  const bundle = request.account.bundles.get(bundleSid);
  if (bundleSid === "") throw invalid(21649, "Bundle required and not provided");
  if (bundle === undefined) throw invalid(21649, `There is no bundle ${bundleSid}`);
  if (bundle.status !== "twilio-approved") {
    throw invalid(21649, `Bundle [${bundleSid}] status is not twilio-approved`);
  }
  if (!covers(bundle, one.country, one.kind)) {
    throw invalid(21649, `Bundle [${bundleSid}] is not for this country and kind of number`);
  }
}

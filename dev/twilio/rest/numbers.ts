// /Accounts/{AC}/IncomingPhoneNumbers: the account's numbers; also Local, Mobile and TollFree below it.

import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { IncomingNumber } from "../accounts/resources.ts";
import { rfc2822 } from "../dates.ts";
import { created, DELETED, found, invalid, notFound } from "./answer.ts";
import { emergencyResource, readEmergency } from "./emergency.ts";
import { findForSale, type NumberKind } from "./number-stock.ts";
import { page } from "./paging.ts";
import { buy } from "./purchase.ts";
import { field, type RestRequest } from "./request.ts";
import type { Routes } from "./routes.ts";
import { readVoice, voiceResource } from "./voice-settings.ts";

const TEXTABLE = { voice: true, sms: true, mms: true, fax: false };

function resource(number: IncomingNumber, accountSid: string, now: number) {
  const sold = findForSale(number.phoneNumber);
  const uri = `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${number.sid}`;
  return {
    sid: number.sid,
    account_sid: accountSid,
    friendly_name: number.friendlyName,
    phone_number: number.phoneNumber,
    date_created: rfc2822(number.createdAt),
    date_updated: rfc2822(number.updatedAt),
    ...voiceResource(number),
    ...emergencyResource(number, now),
    voice_application_sid: number.voiceApplicationSid || null,
    voice_receive_mode: "voice",
    trunk_sid: number.trunkSid || null,
    sms_url: "",
    sms_method: "POST",
    sms_fallback_url: "",
    sms_fallback_method: "POST",
    sms_application_sid: null,
    address_requirements: sold?.addressRequirements ?? "none",
    address_sid: number.addressSid || null,
    identity_sid: null,
    bundle_sid: number.bundleSid || null,
    beta: false,
    origin: "twilio",
    status: "in-use",
    capabilities: sold?.capabilities ?? TEXTABLE,
    uri: `${uri}.json`,
  };
}

function kindOf(number: IncomingNumber): NumberKind {
  const type = parsePhoneNumberFromString(number.phoneNumber)?.getType();
  return type === "TOLL_FREE" ? "tollfree" : type === "MOBILE" ? "mobile" : "local";
}

/** @param kind only the numbers of this kind; null: all */
export function numberRoutes(kind: NumberKind | null): Routes {
  return {
    list({ request, clock }) {
      const { account, query } = request;
      const part = query.get("PhoneNumber")?.replaceAll("*", "");
      const name = query.get("FriendlyName");
      const shown = [...account.numbers.values()]
        .filter((number) => kind === null || kindOf(number) === kind)
        // Documented: a part of a number finds it, too.
        .filter((number) => part === undefined || number.phoneNumber.includes(part))
        .filter((number) => name === null || number.friendlyName === name)
        .filter(() => (query.get("Origin") ?? "twilio") === "twilio")
        .map((number) => resource(number, account.sid, clock.now()));
      return found(page(request, "incoming_phone_numbers", shown));
    },
    create(context) {
      const { request, accounts, clock } = context;
      const number = buy(context, kind);
      change(request, number, clock.now());
      request.account.numbers.set(number.sid, number);
      accounts.save();
      return created(resource(number, request.account.sid, clock.now()));
    },
  };
}

/** One number, by its SID. */
export const oneNumberRoutes: Routes = {
  ...numberRoutes(null),
  fetch: ({ request, clock }, sid) =>
    found(resource(get(request, sid), request.account.sid, clock.now())),
  update({ request, accounts, clock }, sid) {
    const number = get(request, sid);
    change(request, number, clock.now());
    accounts.save();
    return found(resource(number, request.account.sid, clock.now()));
  },
  /** Releases the number: it is for sale again. */
  remove({ request, accounts }, sid) {
    if (!request.account.numbers.delete(sid)) throw notFound(request.path);
    accounts.save();
    return DELETED;
  },
};

function change(request: RestRequest, number: IncomingNumber, now: number): void {
  const owner = field(request, "AccountSid");
  if (owner !== undefined && owner !== request.account.sid) {
    throw invalid(20001, "A number cannot be given to another account in this simulator");
  }
  // Read before anything is changed: what is refused changes nothing.
  const settings = { ...readVoice(request, number), ...readEmergency(request, number, now) };
  Object.assign(number, settings);
  number.friendlyName = field(request, "FriendlyName") ?? number.friendlyName;
  number.addressSid = field(request, "AddressSid") ?? number.addressSid;
  // Documented: an application and a trunk delete each other; the voice URL stays, unused.
  const app = field(request, "VoiceApplicationSid");
  const trunk = field(request, "TrunkSid");
  if (app !== undefined) {
    number.voiceApplicationSid = app;
    if (app !== "") number.trunkSid = "";
  }
  if (trunk !== undefined) {
    number.trunkSid = trunk;
    if (trunk !== "") number.voiceApplicationSid = "";
  }
  number.updatedAt = now;
}

function get(request: RestRequest, sid: string): IncomingNumber {
  const number = request.account.numbers.get(sid);
  if (number === undefined) throw notFound(request.path);
  return number;
}

// /Accounts/{AC}/IncomingPhoneNumbers and /OutgoingCallerIds

import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { IncomingNumber } from "../accounts/resources.ts";
import { rfc2822 } from "../dates.ts";
import { found, notFound } from "./answer.ts";
import { page } from "./paging.ts";
import { field, type RestRequest } from "./request.ts";
import type { Routes } from "./routes.ts";
import { readVoice, voiceResource } from "./voice-settings.ts";

const resource = (number: IncomingNumber, accountSid: string) => ({
  sid: number.sid,
  account_sid: accountSid,
  friendly_name: number.friendlyName,
  phone_number: number.phoneNumber,
  country_code: parsePhoneNumberFromString(number.phoneNumber)?.country ?? null,
  date_created: rfc2822(number.createdAt),
  date_updated: rfc2822(number.updatedAt),
  ...voiceResource(number),
  voice_application_sid: number.voiceApplicationSid || null,
  voice_receive_mode: "voice",
  trunk_sid: number.trunkSid || null,
  sms_url: "",
  sms_method: "POST",
  sms_fallback_url: "",
  sms_fallback_method: "POST",
  sms_application_sid: "",
  address_requirements: "none",
  address_sid: null,
  identity_sid: null,
  bundle_sid: null,
  emergency_status: "Inactive",
  emergency_address_sid: null,
  emergency_address_status: "unregistered",
  beta: false,
  origin: "twilio",
  status: "in-use",
  type: "local",
  capabilities: { voice: true, sms: true, mms: true, fax: false },
  subresource_uris: {},
  uri: `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${number.sid}.json`,
});

export const numberRoutes: Routes = {
  list({ request }) {
    const { account, query } = request;
    const part = query.get("PhoneNumber");
    const name = query.get("FriendlyName");
    const shown = [...account.numbers.values()]
      // Documented: a part of a number finds it, too.
      .filter((number) => part === null || number.phoneNumber.includes(part))
      .filter((number) => name === null || number.friendlyName === name)
      .map((number) => resource(number, account.sid));
    return found(page(request, "incoming_phone_numbers", shown));
  },
  fetch: ({ request }, sid) => found(resource(get(request, sid), request.account.sid)),
  update({ request, accounts, clock }, sid) {
    const number = get(request, sid);
    Object.assign(number, readVoice(request, number));
    number.friendlyName = field(request, "FriendlyName") ?? number.friendlyName;
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
    number.updatedAt = clock.now();
    accounts.save();
    return found(resource(number, request.account.sid));
  },
};

/** No number is verified as a caller id here: the account's own numbers are all that a call may show. */
export const callerIdRoutes: Routes = {
  list: ({ request }) => found(page(request, "outgoing_caller_ids", [])),
};

function get(request: RestRequest, sid: string): IncomingNumber {
  const number = request.account.numbers.get(sid);
  if (number === undefined) throw notFound(request.path);
  return number;
}

// routes.twilio.com/v2/PhoneNumbers: in which region a number's calls are handled.

import type { IncomingNumber } from "../accounts/resources.ts";
import { stableSid } from "../ids.ts";
import { found, notFound } from "./answer.ts";
import { isoSeconds } from "./iso.ts";
import { field, needed, type RestRequest } from "./request.ts";
import type { Routes } from "./routes.ts";

const resource = (number: IncomingNumber, accountSid: string) => ({
  phone_number: number.phoneNumber,
  url: `https://routes.twilio.com/v2/PhoneNumbers/${number.phoneNumber}`,
  sid: stableSid("QQ", accountSid, number.phoneNumber),
  account_sid: accountSid,
  friendly_name: number.friendlyName,
  voice_region: number.voiceRegion,
  date_created: isoSeconds(number.createdAt),
  date_updated: isoSeconds(number.updatedAt),
});

/** The number is named by its digits (a PN SID is taken, too: assumed). */
export const numberRouteRoutes: Routes = {
  fetch: ({ request }, name) => found(resource(get(request, name), request.account.sid)),
  update({ request, accounts, clock }, name) {
    const number = get(request, name);
    number.voiceRegion = needed(request, "VoiceRegion");
    number.friendlyName = field(request, "FriendlyName") ?? number.friendlyName;
    number.updatedAt = clock.now();
    accounts.save();
    return found(resource(number, request.account.sid));
  },
};

function get({ account, path }: RestRequest, name: string): IncomingNumber {
  const number = [...account.numbers.values()]
    .find((one) => one.phoneNumber === name || one.sid === name);
  if (number === undefined) throw notFound(path);
  return number;
}

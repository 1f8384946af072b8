// /Accounts/{AC}/OutgoingCallerIds: numbers of others that the account may show and, on trial, call.

import type { CallerId } from "../accounts/resources.ts";
import { rfc2822 } from "../dates.ts";
import { DELETED, found, invalid, notFound } from "./answer.ts";
import { equals } from "./filters.ts";
import { formatted } from "./formatted.ts";
import { page } from "./paging.ts";
import { field, needed, type RestRequest } from "./request.ts";
import type { Routes } from "./routes.ts";

/** Twilio calls the number and hears the code typed; here the number is verified at once (assumed). */
const VALIDATION_CODE = "123456";

const resource = (one: CallerId, accountSid: string) => ({
  sid: one.sid,
  account_sid: accountSid,
  friendly_name: one.friendlyName,
  phone_number: one.phoneNumber,
  date_created: rfc2822(one.createdAt),
  date_updated: rfc2822(one.updatedAt),
  uri: `/2010-04-01/Accounts/${accountSid}/OutgoingCallerIds/${one.sid}.json`,
});

export const callerIdRoutes: Routes = {
  list({ request }) {
    const { account, query } = request;
    const shown = [...account.callerIds.values()].filter((one) =>
      equals(query, "PhoneNumber", one.phoneNumber) &&
      equals(query, "FriendlyName", one.friendlyName)
    );
    const resources = shown.map((one) => resource(one, account.sid));
    return found(page(request, "outgoing_caller_ids", resources));
  },
  create({ request, accounts, clock, newSid }) {
    const { account } = request;
    const phoneNumber = needed(request, "PhoneNumber");
    if (!/^\+[1-9]\d{6,14}$/.test(phoneNumber)) {
      throw invalid(21401, `Invalid Phone Number: ${phoneNumber}`);
    }
    const known = [...account.callerIds.values()].some((one) => one.phoneNumber === phoneNumber);
    if (known) throw invalid(21450, "Phone number already validated for your account");
    const friendlyName = field(request, "FriendlyName") || formatted(phoneNumber);
    const times = { createdAt: clock.now(), updatedAt: clock.now() };
    const sid = newSid("PN");
    account.callerIds.set(sid, { sid, phoneNumber, friendlyName, ...times });
    accounts.save();
    return found({
      account_sid: account.sid,
      call_sid: newSid("CA"),
      friendly_name: friendlyName,
      phone_number: phoneNumber,
      validation_code: VALIDATION_CODE,
    });
  },
  fetch: ({ request }, sid) => found(resource(get(request, sid), request.account.sid)),
  update({ request, accounts, clock }, sid) {
    const one = get(request, sid);
    one.friendlyName = field(request, "FriendlyName") ?? one.friendlyName;
    one.updatedAt = clock.now();
    accounts.save();
    return found(resource(one, request.account.sid));
  },
  remove({ request, accounts }, sid) {
    if (!request.account.callerIds.delete(sid)) throw notFound(request.path);
    accounts.save();
    return DELETED;
  },
};

function get(request: RestRequest, sid: string): CallerId {
  const one = request.account.callerIds.get(sid);
  if (one === undefined) throw notFound(request.path);
  return one;
}

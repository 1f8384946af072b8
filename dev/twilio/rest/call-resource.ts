// A call as the API shows it.

import type { Call } from "../calls/call.ts";
import { rfc2822 } from "../dates.ts";
import { API_VERSION } from "../webhooks/forms.ts";
import { callPrice } from "./price.ts";

/** The API has no word for `initiated`: until it rings a call is queued. */
export const shownStatus = (call: Call) => call.status === "initiated" ? "queued" : call.status;

/** @param now what time it is: a price comes late */
export function callResource(call: Call, now: number) {
  const uri = `/2010-04-01/Accounts/${call.account.sid}/Calls/${call.sid}`;
  const part = (name: string) => `${uri}/${name}.json`;
  return {
    sid: call.sid,
    account_sid: call.account.sid,
    parent_call_sid: call.parent?.sid ?? null,
    phone_number_sid: call.phoneNumberSid,
    from: call.from,
    from_formatted: call.from,
    to: call.to,
    to_formatted: call.to,
    direction: call.direction,
    status: shownStatus(call),
    start_time: call.answeredAt === null && !call.isOver
      ? null
      : rfc2822(call.answeredAt ?? call.createdAt),
    end_time: call.endedAt === null ? null : rfc2822(call.endedAt),
    duration: call.isOver ? String(call.seconds) : null,
    price: callPrice(call, now),
    price_unit: "USD",
    answered_by: call.answeredBy,
    api_version: API_VERSION,
    caller_name: null,
    forwarded_from: null,
    group_sid: null,
    queue_time: String(call.queueMs),
    trunk_sid: null,
    date_created: rfc2822(call.createdAt),
    date_updated: rfc2822(call.updatedAt),
    uri: `${uri}.json`,
    subresource_uris: {
      events: part("Events"),
      notifications: part("Notifications"),
      payments: part("Payments"),
      recordings: part("Recordings"),
      siprec: part("Siprec"),
      streams: part("Streams"),
      transcriptions: part("Transcriptions"),
      user_defined_message_subscriptions: part("UserDefinedMessageSubscriptions"),
      user_defined_messages: part("UserDefinedMessages"),
    },
  };
}

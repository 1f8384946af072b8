// GET /Accounts/{AC}

import type { Account } from "../accounts/resources.ts";
import { rfc2822 } from "../dates.ts";

export function accountResource(account: Account) {
  const uri = `/2010-04-01/Accounts/${account.sid}`;
  const part = (name: string) => `${uri}/${name}.json`;
  return {
    sid: account.sid,
    owner_account_sid: account.sid,
    friendly_name: account.friendlyName,
    status: account.status,
    type: account.type,
    auth_token: account.authToken,
    date_created: rfc2822(account.createdAt),
    date_updated: rfc2822(account.createdAt),
    uri: `${uri}.json`,
    subresource_uris: {
      applications: part("Applications"),
      calls: part("Calls"),
      incoming_phone_numbers: part("IncomingPhoneNumbers"),
      keys: part("Keys"),
      outgoing_caller_ids: part("OutgoingCallerIds"),
    },
  };
}

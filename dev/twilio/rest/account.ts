// /Accounts and /Accounts/{AC}: the account that the credentials belong to. A subaccount is one that names its owner; it is not made here.

import type { Account } from "../accounts/resources.ts";
import { rfc2822 } from "../dates.ts";
import { found, invalid, notFound } from "./answer.ts";
import { page } from "./paging.ts";
import { field, word } from "./request.ts";
import type { Routes } from "./routes.ts";

const PARTS = {
  addresses: "Addresses",
  applications: "Applications",
  available_phone_numbers: "AvailablePhoneNumbers",
  calls: "Calls",
  conferences: "Conferences",
  incoming_phone_numbers: "IncomingPhoneNumbers",
  keys: "Keys",
  outgoing_caller_ids: "OutgoingCallerIds",
  recordings: "Recordings",
};

function resource(account: Account) {
  const uri = `/2010-04-01/Accounts/${account.sid}`;
  return {
    sid: account.sid,
    owner_account_sid: account.ownerSid,
    friendly_name: account.friendlyName,
    status: account.status,
    type: account.type,
    auth_token: account.authToken,
    date_created: rfc2822(account.createdAt),
    date_updated: rfc2822(account.updatedAt),
    uri: `${uri}.json`,
    subresource_uris: Object.fromEntries(
      Object.entries(PARTS).map(([name, path]) => [name, `${uri}/${path}.json`]),
    ),
  };
}

export const accountsRoutes: Routes = {
  list({ request }) {
    const { account, query } = request;
    const fits = (query.get("FriendlyName") ?? account.friendlyName) === account.friendlyName &&
      (query.get("Status") ?? account.status) === account.status;
    return found(page(request, "accounts", fits ? [resource(account)] : []));
  },
};

export const accountRoutes: Routes = {
  list: ({ request }) => found(resource(request.account)),
  create({ request, clock }) {
    if (request.accountSid === null) throw notFound(request.path);
    const { account } = request;
    const status = word(request, "Status", ["active", "suspended", "closed"]);
    // Documented: only a subaccount is suspended or closed by the API. The code is assumed.
    if (status !== undefined && status !== account.status) {
      throw invalid(20001, "The status of a main account cannot be changed");
    }
    account.friendlyName = field(request, "FriendlyName") ?? account.friendlyName;
    account.updatedAt = clock.now();
    return found(resource(account));
  },
};

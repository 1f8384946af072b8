// trusthub.twilio.com/v1/CustomerProfiles

import { type CustomerProfile, PROFILE_STATUSES } from "../accounts/resources.ts";
import { created, DELETED, found, notFound } from "./answer.ts";
import { equals } from "./filters.ts";
import { isoSeconds } from "./iso.ts";
import { metaPage } from "./paging.ts";
import { field, needed, type RestRequest, word } from "./request.ts";
import type { Routes } from "./routes.ts";

const PARTS = {
  customer_profiles_entity_assignments: "EntityAssignments",
  customer_profiles_evaluations: "Evaluations",
  customer_profiles_channel_endpoint_assignment: "ChannelEndpointAssignments",
};

function resource(one: CustomerProfile, accountSid: string) {
  const url = `https://trusthub.twilio.com/v1/CustomerProfiles/${one.sid}`;
  return {
    sid: one.sid,
    account_sid: accountSid,
    policy_sid: one.policySid,
    friendly_name: one.friendlyName,
    status: one.status,
    valid_until: null,
    email: one.email,
    status_callback: one.statusCallback || null,
    date_created: isoSeconds(one.createdAt),
    date_updated: isoSeconds(one.updatedAt),
    url,
    links: Object.fromEntries(
      Object.entries(PARTS).map(([name, path]) => [name, `${url}/${path}`]),
    ),
    errors: null,
  };
}

export const customerProfileRoutes: Routes = {
  list({ request }) {
    const { account, query } = request;
    const shown = [...account.profiles.values()].filter((one) =>
      equals(query, "Status", one.status) && equals(query, "FriendlyName", one.friendlyName) &&
      equals(query, "PolicySid", one.policySid)
    );
    const resources = shown.map((one) => resource(one, account.sid));
    return found(metaPage(request, "results", resources));
  },
  create({ request, accounts, clock, newSid }) {
    const one: CustomerProfile = {
      sid: newSid("BU"),
      policySid: needed(request, "PolicySid"),
      friendlyName: needed(request, "FriendlyName"),
      email: needed(request, "Email"),
      statusCallback: field(request, "StatusCallback") ?? "",
      status: "draft",
      createdAt: clock.now(),
      updatedAt: clock.now(),
    };
    request.account.profiles.set(one.sid, one);
    accounts.save();
    return created(resource(one, request.account.sid));
  },
  fetch: ({ request }, sid) => found(resource(get(request, sid), request.account.sid)),
  /** A profile stays in review until a script approves it (`/_control/accounts`). */
  update({ request, accounts, clock }, sid) {
    const one = get(request, sid);
    one.friendlyName = field(request, "FriendlyName") ?? one.friendlyName;
    one.email = field(request, "Email") ?? one.email;
    one.statusCallback = field(request, "StatusCallback") ?? one.statusCallback;
    const status = word(request, "Status", PROFILE_STATUSES);
    // Documented: the owner hands it in; that nobody approves it by the API is why it waits then.
    if (status === "draft" || status === "pending-review") one.status = status;
    one.updatedAt = clock.now();
    accounts.save();
    return found(resource(one, request.account.sid));
  },
  remove({ request, accounts }, sid) {
    if (!request.account.profiles.delete(sid)) throw notFound(request.path);
    accounts.save();
    return DELETED;
  },
};

function get({ account, path }: RestRequest, sid: string): CustomerProfile {
  const one = account.profiles.get(sid);
  if (one === undefined) throw notFound(path);
  return one;
}

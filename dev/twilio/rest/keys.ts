// /Accounts/{AC}/Keys: standard API keys.

import { randomBytes } from "node:crypto";
import type { ApiKey } from "../accounts/resources.ts";
import { rfc2822 } from "../dates.ts";
import { created, DELETED, found, notFound } from "./answer.ts";
import { page } from "./paging.ts";
import { field } from "./request.ts";
import type { Routes } from "./routes.ts";

const resource = (key: ApiKey) => ({
  sid: key.sid,
  friendly_name: key.friendlyName,
  date_created: rfc2822(key.createdAt),
  date_updated: rfc2822(key.updatedAt),
});

export const keyRoutes: Routes = {
  list: ({ request }) =>
    found(page(request, "keys", [...request.account.keys.values()].map(resource))),
  /** The only answer that ever holds the secret. */
  create({ request, accounts, clock, newSid }) {
    const now = clock.now();
    const key: ApiKey = {
      sid: newSid("SK"),
      secret: randomBytes(24).toString("base64url"),
      friendlyName: field(request, "FriendlyName") ?? "",
      createdAt: now,
      updatedAt: now,
    };
    request.account.keys.set(key.sid, key);
    accounts.save();
    return created({ ...resource(key), secret: key.secret });
  },
  fetch: ({ request }, sid) => found(resource(get(request, sid))),
  update({ request, accounts, clock }, sid) {
    const key = get(request, sid);
    key.friendlyName = field(request, "FriendlyName") ?? key.friendlyName;
    key.updatedAt = clock.now();
    accounts.save();
    return found(resource(key));
  },
  remove({ request, accounts }, sid) {
    if (!request.account.keys.delete(sid)) throw notFound(request.path);
    accounts.save();
    return DELETED;
  },
};

function get(
  request: { account: { keys: Map<string, ApiKey> }; path: string },
  sid: string,
): ApiKey {
  const key = request.account.keys.get(sid);
  if (key === undefined) throw notFound(request.path);
  return key;
}

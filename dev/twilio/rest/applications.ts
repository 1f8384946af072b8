// /Accounts/{AC}/Applications

import { type Application, noVoice } from "../accounts/resources.ts";
import { rfc2822 } from "../dates.ts";
import { created, DELETED, found, notFound } from "./answer.ts";
import { page } from "./paging.ts";
import { field, type RestRequest } from "./request.ts";
import type { Routes } from "./routes.ts";
import { readVoice, voiceResource } from "./voice-settings.ts";

const resource = (app: Application, accountSid: string) => ({
  sid: app.sid,
  account_sid: accountSid,
  friendly_name: app.friendlyName,
  date_created: rfc2822(app.createdAt),
  date_updated: rfc2822(app.updatedAt),
  ...voiceResource(app),
  sms_url: null,
  sms_method: "POST",
  sms_fallback_url: null,
  sms_fallback_method: "POST",
  sms_status_callback: null,
  message_status_callback: null,
  public_application_connect_enabled: false,
  uri: `/2010-04-01/Accounts/${accountSid}/Applications/${app.sid}.json`,
});

export const applicationRoutes: Routes = {
  list({ request }) {
    const name = request.query.get("FriendlyName");
    const shown = [...request.account.applications.values()]
      .filter((app) => name === null || app.friendlyName === name)
      .map((app) => resource(app, request.account.sid));
    return found(page(request, "applications", shown));
  },
  create({ request, accounts, clock, newSid }) {
    const now = clock.now();
    const app: Application = {
      sid: newSid("AP"),
      friendlyName: field(request, "FriendlyName") ?? "",
      ...readVoice(request, noVoice),
      createdAt: now,
      updatedAt: now,
    };
    request.account.applications.set(app.sid, app);
    accounts.save();
    return created(resource(app, request.account.sid));
  },
  fetch: ({ request }, sid) => found(resource(get(request, sid), request.account.sid)),
  update({ request, accounts, clock }, sid) {
    const app = get(request, sid);
    Object.assign(app, readVoice(request, app));
    app.friendlyName = field(request, "FriendlyName") ?? app.friendlyName;
    app.updatedAt = clock.now();
    accounts.save();
    return found(resource(app, request.account.sid));
  },
  remove({ request, accounts }, sid) {
    if (!request.account.applications.delete(sid)) throw notFound(request.path);
    accounts.save();
    return DELETED;
  },
};

function get(request: RestRequest, sid: string): Application {
  const app = request.account.applications.get(sid);
  if (app === undefined) throw notFound(request.path);
  return app;
}

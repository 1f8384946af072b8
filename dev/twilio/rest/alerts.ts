// monitor.twilio.com/v1/Alerts: the account's error log.

import type { Account, Alert } from "../accounts/resources.ts";
import { API_VERSION } from "../webhooks/forms.ts";
import { found, notFound } from "./answer.ts";
import { isoSeconds } from "./iso.ts";
import { metaPage } from "./paging.ts";
import type { Routes } from "./routes.ts";

function resource(account: Account, one: Alert) {
  const at = isoSeconds(one.createdAt);
  return {
    sid: one.sid,
    account_sid: account.sid,
    api_version: API_VERSION,
    error_code: one.errorCode,
    log_level: one.logLevel,
    alert_text: one.text,
    more_info: `https://www.twilio.com/docs/errors/${one.errorCode}`,
    resource_sid: one.resourceSid || null,
    service_sid: null,
    request_method: one.requestMethod,
    request_url: one.requestUrl || null,
    date_created: at,
    date_generated: at,
    date_updated: at,
    url: `https://monitor.twilio.com/v1/Alerts/${one.sid}`,
  };
}

/** What only the alert itself shows. What was sent and answered is not kept with it here. */
const details = {
  request_headers: null,
  request_variables: null,
  response_headers: null,
  response_body: null,
};

export const alertRoutes: Routes = {
  list({ request }) {
    const { account, query } = request;
    const level = query.get("LogLevel");
    const from = Date.parse(query.get("StartDate") ?? "");
    const to = Date.parse(query.get("EndDate") ?? "");
    const shown = account.alerts.toReversed().filter((one) =>
      (level === null || one.logLevel === level) &&
      (Number.isNaN(from) || one.createdAt >= from) && (Number.isNaN(to) || one.createdAt <= to)
    );
    return found(metaPage(request, "alerts", shown.map((one) => resource(account, one))));
  },
  fetch({ request }, sid) {
    const one = request.account.alerts.find((alert) => alert.sid === sid);
    if (one === undefined) throw notFound(request.path);
    return found({ ...resource(request.account, one), ...details });
  },
};

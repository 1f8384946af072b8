// What goes wrong in a call or a webhook is an alert of its account, as in Twilio's debugger.

import type { NewSid } from "../ids.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Account, Alert } from "./resources.ts";

/** Older ones are forgotten. */
const MOST_KEPT = 1000;

export function addAlert(account: Account, alert: Alert): void {
  account.alerts.push(alert);
  if (account.alerts.length > MOST_KEPT) {
    account.alerts.splice(0, account.alerts.length - MOST_KEPT);
  }
}

/**
 * A log that turns each event with a `code` into an alert of the account that the event names, by its `account` or by
 * its `call`.
 */
export function alertingLog(
  log: Log,
  tools: { clock: Clock; newSid: NewSid; accountOf: (sid: string) => Account | null },
): Log {
  return (event, fields = {}) => {
    log(event, fields);
    const { code, call, account, message, url, method } = fields;
    const about = String(call ?? account ?? "");
    const owner = tools.accountOf(about);
    if (code == null || owner === null) return;
    addAlert(owner, {
      sid: tools.newSid("NO"),
      errorCode: String(code),
      logLevel: event.endsWith("warning") ? "warning" : "error",
      text: String(message ?? event),
      resourceSid: about,
      requestUrl: String(url ?? ""),
      requestMethod: method === "GET" || method === "POST" ? method : null,
      createdAt: tools.clock.now(),
    });
  };
}

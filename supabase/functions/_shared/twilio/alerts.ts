import * as v from "valibot";
import type { Account } from "./account.ts";
import { listAll } from "./list_all.ts";
import type { TwilioRest } from "./rest.ts";

const AlertSchema = v.pipe(
  v.object({
    error_code: v.string(),
    request_url: v.nullish(v.string()),
    resource_sid: v.nullish(v.string()),
    date_generated: v.pipe(v.string(), v.isoTimestamp()),
  }),
  v.transform(({ error_code, request_url, resource_sid, date_generated }) => ({
    code: error_code,
    url: request_url ?? null,
    about: resource_sid ?? null,
    at: date_generated,
  })),
);

/** Something that went wrong, as Twilio's own log says it. `about`: the call's SID, mostly; `at` is ISO 8601. */
export type Alert = v.InferOutput<typeof AlertSchema>;

/** The errors since then (https://www.twilio.com/docs/usage/monitor-alert). */
export const listAlerts = (
  twilio: TwilioRest,
  account: Account,
  since: Date,
): Promise<Alert[]> =>
  listAll(twilio, account, {
    product: "monitor",
    resource: "v1/Alerts",
    key: "alerts",
    item: AlertSchema,
    query: { LogLevel: "error", StartDate: `${since.toISOString().slice(0, 19)}Z` },
  });

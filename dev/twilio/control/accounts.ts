// `PATCH /_control/accounts/{sid}`: an account becomes another kind of account while it runs.

import * as v from "valibot";
import type { Accounts } from "../accounts/accounts.ts";
import { addAlert } from "../accounts/alerts.ts";
import { accountTraits } from "../accounts/config.ts";
import { profileOf, setProfile } from "../accounts/profile.ts";
import {
  type Account,
  BUNDLE_STATUSES,
  DEFAULT_PERMISSION,
  dialingPermission,
} from "../accounts/resources.ts";
import type { Clock } from "../clock.ts";
import { randomSid } from "../ids.ts";

const country = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, "not an ISO country code"));

/** What is left out stays. */
const permissions = v.partial(v.strictObject(dialingPermission.entries));

/** Body of `PATCH /_control/accounts/{sid}`; what is left out stays. */
export const accountPatch = v.strictObject({
  type: v.optional(accountTraits.type),
  status: v.optional(accountTraits.status),
  /** Rotates the token: webhooks are signed with it from now on. */
  authToken: v.optional(accountTraits.authToken),
  profile: v.optional(accountTraits.profile),
  callsPerSecond: v.optional(accountTraits.callsPerSecond),
  requestsAtOnce: v.optional(accountTraits.requestsAtOnce),
  mediaNeedsAuth: v.optional(accountTraits.mediaNeedsAuth),
  /** By country: open (true), closed (false), or each class of numbers by itself. */
  geo: v.optional(v.record(country, v.union([v.boolean(), permissions]))),
  /** By SID: what Twilio says to documents that were handed in. */
  bundles: v.optional(v.record(v.string(), v.picklist(BUNDLE_STATUSES))),
  /** Added to the account's error log; an empty list clears it. */
  alerts: v.optional(v.array(v.strictObject({
    errorCode: v.pipe(v.string(), v.digits()),
    logLevel: v.optional(v.picklist(["error", "warning", "notice", "debug"]), "error"),
    text: v.optional(v.string(), ""),
    resourceSid: v.optional(v.string(), ""),
    requestUrl: v.optional(v.string(), ""),
    requestMethod: v.optional(v.nullable(v.picklist(["GET", "POST"])), null),
  }))),
});
export type AccountPatch = v.InferOutput<typeof accountPatch>;

/** As `/_control/accounts/{sid}` shows it; no secret in it. */
export function accountView(account: Account) {
  return {
    sid: account.sid,
    friendlyName: account.friendlyName,
    type: account.type,
    status: account.status,
    profile: profileOf(account),
    callsPerSecond: account.callsPerSecond,
    requestsAtOnce: account.requestsAtOnce,
    mediaNeedsAuth: account.mediaNeedsAuth,
    geo: Object.fromEntries(account.geo),
    alerts: account.alerts.length,
  };
}

export function patchAccount(
  account: Account,
  patch: AccountPatch,
  { accounts, clock }: { accounts: Accounts; clock: Clock },
): void {
  const { profile, geo, bundles, alerts, ...traits } = patch;
  Object.assign(account, traits);
  account.updatedAt = clock.now();
  if (profile !== undefined) setProfile(account, profile, clock.now());
  for (const [code, open] of Object.entries(geo ?? {})) {
    const before = account.geo.get(code) ?? DEFAULT_PERMISSION;
    const { lowRisk, highRiskSpecial, highRiskTollfraud } = typeof open === "boolean"
      ? { lowRisk: open }
      : open;
    account.geo.set(code, {
      lowRisk: lowRisk ?? before.lowRisk,
      highRiskSpecial: highRiskSpecial ?? before.highRiskSpecial,
      highRiskTollfraud: highRiskTollfraud ?? before.highRiskTollfraud,
    });
  }
  for (const [sid, status] of Object.entries(bundles ?? {})) {
    const bundle = account.bundles.get(sid);
    if (bundle !== undefined) account.bundles.set(sid, { ...bundle, status });
  }
  if (alerts?.length === 0) account.alerts = [];
  for (const alert of alerts ?? []) {
    addAlert(account, { ...alert, sid: randomSid("NO"), createdAt: clock.now() });
  }
  accounts.save();
}

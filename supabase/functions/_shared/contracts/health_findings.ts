import * as v from "valibot";
import { AnsweredBySchema } from "./connection.ts";
import { E164Schema, SidSchema } from "./fields.ts";
import { RepairSchema } from "./health_repair.ts";

/** Every check, in the order in which a person reads them. */
export const healthChecks = [
  "credentials",
  "api-key",
  "app",
  "numbers",
  "signatures",
  "reachable",
  "account",
  "countries",
  "emergency",
  "region",
  "concurrency",
  "recordings",
  "webhook-errors",
  "open-calls",
  "token-rotation",
  "last-call",
  "agents",
] as const;

export type HealthCheckName = (typeof healthChecks)[number];

/** Red: calls are lost, or strangers can do harm. Amber: needs attention. Green: proved. */
export type HealthLevel = "green" | "amber" | "red";

/** One thing that a check can find. `finding` is unique among all checks. */
function finding<
  const C extends HealthCheckName,
  const L extends HealthLevel,
  const F extends string,
  const E extends v.ObjectEntries,
>(check: C, level: L, name: F, facts: E) {
  return v.object({
    check: v.literal(check),
    level: v.literal(level),
    finding: v.literal(name),
    facts: v.object(facts),
    repair: v.nullable(RepairSchema),
  });
}

/** ISO 8601. */
const moment = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** ISO 3166 alpha-2, sorted. */
const countries = v.array(v.string());
const numbers = v.array(E164Schema);
/** Twilio's own error code and words, where it said any; numbers are masked. */
const twilioSaid = {
  twilioCode: v.nullable(v.number()),
  twilioMessage: v.nullable(v.string()),
};

/** An address without user, password and query, which may be secret; null: none. */
const address = v.nullable(v.string());

/** Callers of the last day who did not get here; null: Twilio did not say. */
const lost = v.optional(v.nullable(count), null);

/**
 * `drifted`: what answers them now, and whether their status callback is ours. `gone`: numbers of the workspace that the
 * account does not have, or no longer has. `here`: those that are right.
 */
const answering = {
  drifted: v.array(
    v.object({
      number: E164Schema,
      numberSid: SidSchema("PN"),
      answeredBy: AnsweredBySchema,
      statusCallback: address,
      statusIsOurs: v.boolean(),
    }),
  ),
  gone: numbers,
  here: numbers,
  lost,
};

/**
 * `requests`: webhooks of the last day. `broken`: those that we did not understand or failed to handle. `alerts`: what
 * Twilio's own log says about our addresses in the last day, most frequent first, at most five.
 */
const webhookErrors = {
  requests: count,
  broken: count,
  alerts: v.array(v.object({ code: v.string(), count, lastAt: moment })),
  lost,
};

const perCheck = [
  // Twilio confirms that account SID and auth token belong together.
  finding("credentials", "green", "credentials-accepted", {
    accountSid: SidSchema("AC"),
    name: v.string(),
  }),
  finding("credentials", "red", "credentials-refused", {
    accountSid: SidSchema("AC"),
    ...twilioSaid,
  }),
  /** `missing`: columns of `workspace` without a value. */
  finding("credentials", "red", "credentials-missing", { missing: v.array(v.string()) }),
  finding("credentials", "red", "account-not-active", { accountSid: SidSchema("AC") }),

  // A request with the workspace's API key, which also signs the dialers' tokens.
  finding("api-key", "green", "key-accepted", { keySid: SidSchema("SK") }),
  finding("api-key", "red", "key-refused", { keySid: SidSchema("SK"), ...twilioSaid }),
  finding("api-key", "amber", "key-missing", {}),

  finding("app", "green", "app-right", { appSid: SidSchema("AP"), name: v.string() }),
  /** No SID is stored (`appSid` null), or Twilio no longer has that app. */
  finding("app", "red", "app-missing", { appSid: v.nullable(SidSchema("AP")) }),
  /** No longer as we set it up: `now` next to what it should be. Methods other than POST are wrong too. */
  finding("app", "red", "app-changed", {
    appSid: SidSchema("AP"),
    name: v.string(),
    wrong: v.array(v.object({
      field: v.picklist(["voice", "fallback", "status"]),
      now: address,
      method: v.nullable(v.picklist(["GET", "POST"])),
      right: v.string(),
    })),
  }),

  /** Every number of the workspace reaches the app, and tells us how its calls end. */
  finding("numbers", "green", "numbers-here", { numbers }),
  /** Calls to the `drifted` ones do not reach us. */
  finding("numbers", "red", "numbers-elsewhere", answering),
  /** Calls reach us, but the `drifted` ones tell someone else, or no one, how their calls end. */
  finding("numbers", "amber", "numbers-status-elsewhere", answering),
  finding("numbers", "amber", "numbers-none", {}),

  /** `genuineAt`: the last webhook of Twilio's that verified. */
  finding("signatures", "green", "signatures-proved", { genuineAt: moment }),
  /** Ours was let in and a forged one refused; Twilio has not signed one of its own yet. */
  finding("signatures", "amber", "signatures-no-genuine", {}),
  /** The round trip works, but Twilio does not accept the stored token: it signs with a different one. */
  finding("signatures", "red", "signatures-other-token", { genuineAt: v.nullable(moment) }),
  /** Correctly signed with the stored token, and refused: the address that is signed is not the one that was called. */
  finding("signatures", "red", "signatures-refused", { status: count, host: v.string() }),
  finding("signatures", "red", "signatures-forged-accepted", { status: count, host: v.string() }),

  finding("reachable", "green", "functions-reachable", { host: v.string(), ms: count }),
  /** `status` null: no answer at all. */
  finding("reachable", "red", "functions-unreachable", {
    host: v.string(),
    status: v.nullable(count),
  }),
  /** The public address leads only to this machine or network, and Twilio is not on it. */
  finding("reachable", "red", "functions-private", { host: v.string() }),

  finding("account", "green", "account-full", { isSubaccount: v.boolean() }),
  /** A trial can call verified numbers only, has one number, and each call begins with an announcement. */
  finding("account", "amber", "account-trial", { verified: numbers }),

  /** `open`: what the workspace may call, or called in the last 30 days. */
  finding("countries", "green", "countries-open", { open: countries }),
  /** Allowed here, closed at Twilio and not called recently. */
  finding("countries", "amber", "countries-closed", { closed: countries, open: countries }),
  /** The home country (`home` null: not closed), or one that was called in the last 30 days, is closed at Twilio. */
  finding("countries", "red", "countries-in-use-closed", {
    home: v.nullable(v.string()),
    called: countries,
    closed: countries,
    open: countries,
  }),

  finding("emergency", "green", "emergency-registered", { numbers }),
  /** Emergency numbers can't be called from the `missing` ones; `pending` ones are waiting for Twilio. */
  finding("emergency", "amber", "emergency-missing", {
    missing: numbers,
    pending: numbers,
    registered: numbers,
  }),
  finding("emergency", "amber", "emergency-no-numbers", {}),

  finding("region", "green", "region-us1", { numbers }),
  finding("region", "red", "region-other", {
    numbers: v.array(v.object({ number: E164Schema, region: v.string() })),
  }),

  /** Twilio has approved a business profile: as many calls at once as you like. */
  finding("concurrency", "green", "concurrency-unlimited", {}),
  /** `calls`: legs at once; a call with an agent has two. Further calls are refused, incoming and outgoing. */
  finding("concurrency", "amber", "concurrency-limited", {
    profile: v.picklist(["none", "individual", "in-review", "trial"]),
    calls: count,
  }),

  finding("recordings", "green", "recordings-protected", {}),
  finding("recordings", "green", "recordings-none", {}),
  /** Anyone who knows a recording's address can listen to it. */
  finding("recordings", "red", "recordings-open", {}),
  /** Twilio has failed to delete `count` recordings twice or more; it is asked again. */
  finding("recordings", "amber", "recordings-undeleted", {
    count,
    since: moment,
    twilioCode: v.nullable(v.number()),
  }),

  /** `requests`: webhooks of the last day, all of them understood. */
  finding("webhook-errors", "green", "webhook-errors-none", { requests: count }),
  finding("webhook-errors", "amber", "webhook-errors-some", webhookErrors),
  /** Twilio could not reach us, or could not read our answer, within the last hour: callers are being lost. */
  finding("webhook-errors", "red", "webhook-errors-now", webhookErrors),

  /** `closed`: calls of the last day that were over at Twilio while they stood open here, until Twilio was asked. */
  finding("open-calls", "green", "open-calls-few", { closed: count }),
  /** So many that callbacks must be getting lost. */
  finding("open-calls", "amber", "open-calls-many", { closed: count, calls: count }),

  finding("token-rotation", "green", "rotation-no-sign", {}),
  /** Twilio accepts the next token instead of the token. We accept both, so no call is lost meanwhile. */
  finding("token-rotation", "amber", "next-token-promoted", {}),
  /** Twilio accepts no stored token; `refused`: wrongly signed webhooks since the last one that verified. */
  finding("token-rotation", "red", "rotation-suspected", {
    refused: count,
    lastRefusedAt: v.nullable(moment),
    genuineAt: v.nullable(moment),
  }),
  /** The stored token is right, and yet wrongly signed requests came: forged, or meant for a different address. */
  finding("token-rotation", "amber", "wrong-signatures", {
    refused: count,
    lastRefusedAt: moment,
    genuineAt: v.nullable(moment),
  }),

  finding("last-call", "green", "last-calls-recent", {
    numbers: v.array(v.object({ number: E164Schema, lastAt: moment })),
  }),
  /** `quiet`: no call came in for 14 days, or never (null). */
  finding("last-call", "amber", "last-calls-old", {
    quiet: v.array(v.object({ number: E164Schema, lastAt: v.nullable(moment) })),
    numbers: count,
  }),
  finding("last-call", "amber", "last-calls-no-numbers", {}),

  /** `ring`: agents whom a call would ring now, by heartbeat; `given`: those who have the number. */
  finding("agents", "green", "agents-ring", {
    numbers: v.array(v.object({ number: E164Schema, ring: count, given: count })),
  }),
  /** `silent`: numbers that would ring nobody now. `given` 0: they never will. */
  finding("agents", "amber", "agents-silent", {
    silent: v.array(v.object({ number: E164Schema, given: count })),
    numbers: v.array(v.object({ number: E164Schema, ring: count, given: count })),
  }),
  finding("agents", "amber", "agents-no-numbers", {}),
] as const;

/** The same for any check that could not be made. `code` is ours, with Twilio's words if it said any. */
const NotCheckedSchema = v.object({
  check: v.picklist(healthChecks),
  level: v.literal("amber"),
  finding: v.literal("not-checked"),
  facts: v.object({ code: v.string(), ...twilioSaid }),
  repair: v.nullable(RepairSchema),
});

/** It needs what `for` is red about, which has to be fixed first. */
const WaitsSchema = v.object({
  check: v.picklist(healthChecks),
  level: v.literal("amber"),
  finding: v.literal("waits"),
  facts: v.object({ for: v.picklist(["credentials", "reachable"]) }),
  repair: v.nullable(RepairSchema),
});

export const FindingSchema = v.variant("finding", [...perCheck, NotCheckedSchema, WaitsSchema]);

export type Finding = v.InferOutput<typeof FindingSchema>;

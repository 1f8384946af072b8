// The JSON that says which accounts the simulator begins with.

import * as v from "valibot";
import { PROFILES } from "./profile.ts";

const sid = (prefix: string) =>
  v.pipe(
    v.string(),
    v.regex(new RegExp(`^${prefix}[0-9a-f]{32}$`), `not a SID (${prefix} and 32 hex digits)`),
  );
const e164 = v.pipe(v.string(), v.regex(/^\+[1-9]\d{6,14}$/, "not an E.164 number"));
/** A URL, or "" for none. */
const url = v.optional(v.union([v.literal(""), v.pipe(v.string(), v.url())]), "");
const atLeastOne = v.pipe(v.number(), v.integer(), v.minValue(1));

const application = v.strictObject({
  sid: sid("AP"),
  friendlyName: v.optional(v.string(), ""),
  voiceUrl: url,
  voiceFallbackUrl: url,
  statusCallback: url,
});

const number = v.strictObject({
  phoneNumber: e164,
  friendlyName: v.optional(v.string(), ""),
  voiceApplicationSid: v.optional(v.union([v.literal(""), sid("AP")]), ""),
  trunkSid: v.optional(v.union([v.literal(""), sid("TK")]), ""),
  voiceUrl: url,
  statusCallback: url,
});

const trunk = v.strictObject({ sid: sid("TK"), friendlyName: v.optional(v.string(), "") });

const callerId = v.strictObject({ phoneNumber: e164, friendlyName: v.optional(v.string(), "") });

/** The parts of an account that may be changed while it runs, too. */
export const accountTraits = {
  type: v.picklist(["Trial", "Full"]),
  status: v.picklist(["active", "suspended", "closed"]),
  authToken: v.pipe(v.string(), v.minLength(16)),
  profile: v.picklist(PROFILES),
  /** Documented: 1, up to 30 with a business profile. */
  callsPerSecond: v.pipe(atLeastOne, v.maxValue(30)),
  requestsAtOnce: atLeastOne,
  /**
   * "Enforce HTTP Auth on Media URLs". Documented: on for every account made since 2023-07-31; a support article says that
   * it is off until somebody switches it on, and then covers old recordings, too. No API tells: products must look.
   */
  mediaNeedsAuth: v.boolean(),
};

/** One account of a configuration, checked. */
export const accountConfig = v.strictObject({
  sid: sid("AC"),
  /** The account that it is a subaccount of; left out: it is a main account. */
  ownerSid: v.optional(sid("AC")),
  authToken: accountTraits.authToken,
  friendlyName: v.optional(v.string(), ""),
  type: v.optional(accountTraits.type, "Full"),
  status: v.optional(accountTraits.status, "active"),
  /** Left out: none for a trial account, an approved business profile for a full one. */
  profile: v.optional(accountTraits.profile),
  callsPerSecond: v.optional(accountTraits.callsPerSecond, 1),
  requestsAtOnce: v.optional(accountTraits.requestsAtOnce, 100),
  mediaNeedsAuth: v.optional(accountTraits.mediaNeedsAuth, true),
  applications: v.optional(v.array(application), []),
  numbers: v.optional(v.array(number), []),
  callerIds: v.optional(v.array(callerId), []),
  trunks: v.optional(v.array(trunk), []),
});

/** The accounts of a configuration, checked. */
export const accountConfigs = v.array(accountConfig);

/** One account as configured, after defaults. */
export type AccountConfig = v.InferOutput<typeof accountConfig>;

/** One account as a person writes it. */
export type AccountConfigInput = v.InferInput<typeof accountConfig>;

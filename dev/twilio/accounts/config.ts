// The JSON that says which accounts the simulator begins with.

import * as v from "valibot";

const sid = (prefix: string) =>
  v.pipe(
    v.string(),
    v.regex(new RegExp(`^${prefix}[0-9a-f]{32}$`), `not a SID (${prefix} and 32 hex digits)`),
  );
const e164 = v.pipe(v.string(), v.regex(/^\+[1-9]\d{6,14}$/, "not an E.164 number"));
/** A URL, or "" for none. */
const url = v.optional(v.union([v.literal(""), v.pipe(v.string(), v.url())]), "");

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
  voiceUrl: url,
  statusCallback: url,
});

const account = v.strictObject({
  sid: sid("AC"),
  authToken: v.pipe(v.string(), v.minLength(16)),
  friendlyName: v.optional(v.string(), ""),
  type: v.optional(v.picklist(["Trial", "Full"]), "Full"),
  applications: v.optional(v.array(application), []),
  numbers: v.optional(v.array(number), []),
});

/** The accounts of a configuration, checked. */
export const accountConfigs = v.array(account);

/** One account as configured, after defaults. */
export type AccountConfig = v.InferOutput<typeof account>;

/** One account as a person writes it. */
export type AccountConfigInput = v.InferInput<typeof account>;

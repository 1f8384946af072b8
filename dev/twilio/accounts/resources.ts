// What an account owns, as the simulator keeps it (and as the state file holds it).

import * as v from "valibot";

/** Where Twilio asks for TwiML, shared by applications and numbers. "" means: not set. */
const voice = {
  voiceUrl: v.string(),
  voiceMethod: v.picklist(["GET", "POST"]),
  voiceFallbackUrl: v.string(),
  voiceFallbackMethod: v.picklist(["GET", "POST"]),
  statusCallback: v.string(),
  statusCallbackMethod: v.picklist(["GET", "POST"]),
  voiceCallerIdLookup: v.boolean(),
};

const times = { createdAt: v.number(), updatedAt: v.number() };

export const apiKey = v.object({
  sid: v.string(),
  secret: v.string(),
  friendlyName: v.string(),
  ...times,
});
export type ApiKey = v.InferOutput<typeof apiKey>;

export const application = v.object({
  sid: v.string(),
  friendlyName: v.string(),
  ...voice,
  ...times,
});
export type Application = v.InferOutput<typeof application>;

/** Fields that state files of before did not have are optional. */
export const incomingNumber = v.object({
  sid: v.string(),
  phoneNumber: v.string(),
  friendlyName: v.string(),
  voiceApplicationSid: v.string(),
  trunkSid: v.string(),
  ...voice,
  addressSid: v.optional(v.string(), ""),
  bundleSid: v.optional(v.string(), ""),
  emergencyAddressSid: v.optional(v.string(), ""),
  emergencyStatus: v.optional(v.picklist(["Active", "Inactive"]), "Inactive"),
  /** When that address was given. */
  emergencySetAt: v.optional(v.number(), 0),
  /** Where Twilio handles its calls (`routes.twilio.com`). */
  voiceRegion: v.optional(v.string(), "us1"),
  ...times,
});
export type IncomingNumber = v.InferOutput<typeof incomingNumber>;

/** A number of somebody else that the account proved to be its own. */
export const callerId = v.object({
  sid: v.string(),
  phoneNumber: v.string(),
  friendlyName: v.string(),
  ...times,
});
export type CallerId = v.InferOutput<typeof callerId>;

export const address = v.object({
  sid: v.string(),
  friendlyName: v.string(),
  customerName: v.string(),
  street: v.string(),
  streetSecondary: v.string(),
  city: v.string(),
  region: v.string(),
  postalCode: v.string(),
  isoCountry: v.string(),
  emergencyEnabled: v.boolean(),
  ...times,
});
export type Address = v.InferOutput<typeof address>;

export const PROFILE_STATUSES = [
  "draft",
  "pending-review",
  "in-review",
  "twilio-rejected",
  "twilio-approved",
] as const;

/** A customer profile of Trust Hub. */
export const customerProfile = v.object({
  sid: v.string(),
  policySid: v.string(),
  friendlyName: v.string(),
  email: v.string(),
  statusCallback: v.string(),
  status: v.picklist(PROFILE_STATUSES),
  ...times,
});
export type CustomerProfile = v.InferOutput<typeof customerProfile>;

/** Documents for a country's regulator, and what Twilio said to them. */
export const BUNDLE_STATUSES = [...PROFILE_STATUSES, "provisionally-approved"] as const;
export const bundle = v.object({
  sid: v.string(),
  friendlyName: v.string(),
  email: v.string(),
  regulationSid: v.string(),
  status: v.picklist(BUNDLE_STATUSES),
  ...times,
});
export type Bundle = v.InferOutput<typeof bundle>;

/** What may be called in one country. */
export const dialingPermission = v.object({
  lowRisk: v.boolean(),
  highRiskSpecial: v.boolean(),
  highRiskTollfraud: v.boolean(),
});
export type DialingPermission = v.InferOutput<typeof dialingPermission>;

/** One entry of the account's error log (`monitor.twilio.com/v1/Alerts`); not kept across restarts. */
export interface Alert {
  sid: string;
  errorCode: string;
  logLevel: "error" | "warning" | "notice" | "debug";
  text: string;
  /** The call, conference or number that it is about; "" for none. */
  resourceSid: string;
  requestUrl: string;
  requestMethod: "GET" | "POST" | null;
  createdAt: number;
}

/** A SIP trunk; it carries no calls here. */
export interface Trunk {
  sid: string;
  friendlyName: string;
  createdAt: number;
}

export interface Account {
  sid: string;
  /** Its own SID, or the account that it is a subaccount of. */
  ownerSid: string;
  authToken: string;
  /** Opens the API, too, and signs nothing until it is promoted; "" for none. */
  secondaryAuthToken: string;
  friendlyName: string;
  type: "Trial" | "Full";
  status: "active" | "suspended" | "closed";
  /** Calls that the API may begin in a second; the others wait. */
  callsPerSecond: number;
  /** API requests that may be under way at once; more are 429. */
  requestsAtOnce: number;
  /** Whether the sound of a recording is for its account only, or for anybody who has the address. */
  mediaNeedsAuth: boolean;
  createdAt: number;
  updatedAt: number;
  keys: Map<string, ApiKey>;
  applications: Map<string, Application>;
  numbers: Map<string, IncomingNumber>;
  callerIds: Map<string, CallerId>;
  /** As configured. */
  trunks: Trunk[];
  addresses: Map<string, Address>;
  profiles: Map<string, CustomerProfile>;
  bundles: Map<string, Bundle>;
  /** By ISO country code; a country that is missing is as `DEFAULT_PERMISSION` says. */
  geo: Map<string, DialingPermission>;
  alerts: Alert[];
}

/** The voice settings of something that has none yet. */
export const noVoice = {
  voiceUrl: "",
  voiceMethod: "POST",
  voiceFallbackUrl: "",
  voiceFallbackMethod: "POST",
  statusCallback: "",
  statusCallbackMethod: "POST",
  voiceCallerIdLookup: false,
} as const;

/** What a number has that nobody set up yet. */
export const plainNumber = {
  ...noVoice,
  voiceApplicationSid: "",
  trunkSid: "",
  addressSid: "",
  bundleSid: "",
  emergencyAddressSid: "",
  emergencyStatus: "Inactive",
  emergencySetAt: 0,
  voiceRegion: "us1",
} as const;

/** Assumed: real accounts begin with few countries open; here every country is, until it is closed. */
export const DEFAULT_PERMISSION: DialingPermission = {
  lowRisk: true,
  highRiskSpecial: false,
  highRiskTollfraud: false,
};

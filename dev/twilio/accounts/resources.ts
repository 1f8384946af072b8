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

export const apiKey = v.object({
  sid: v.string(),
  secret: v.string(),
  friendlyName: v.string(),
  createdAt: v.number(),
  updatedAt: v.number(),
});
export type ApiKey = v.InferOutput<typeof apiKey>;

export const application = v.object({
  sid: v.string(),
  friendlyName: v.string(),
  ...voice,
  createdAt: v.number(),
  updatedAt: v.number(),
});
export type Application = v.InferOutput<typeof application>;

export const incomingNumber = v.object({
  sid: v.string(),
  phoneNumber: v.string(),
  friendlyName: v.string(),
  voiceApplicationSid: v.string(),
  trunkSid: v.string(),
  ...voice,
  createdAt: v.number(),
  updatedAt: v.number(),
});
export type IncomingNumber = v.InferOutput<typeof incomingNumber>;

export interface Account {
  sid: string;
  authToken: string;
  friendlyName: string;
  type: "Trial" | "Full";
  status: "active" | "suspended" | "closed";
  createdAt: number;
  keys: Map<string, ApiKey>;
  applications: Map<string, Application>;
  numbers: Map<string, IncomingNumber>;
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

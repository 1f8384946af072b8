// PStream, the Voice SDK's signalling (seen in @twilio/voice-sdk 2.18.5): JSON `{type, version, payload}` over a
// WebSocket, and a bare line feed as the heartbeat.

import * as v from "valibot";

export const HEARTBEAT = "\n";
const VERSION = "1.6";
/** The one type of message that Twilio knows. */
export const USER_DEFINED = "user-defined-message";

const callsid = v.pipe(v.string(), v.minLength(1));
const sdp = v.pipe(v.string(), v.startsWith("v=0"));
const message = <const T extends string, const P extends v.ObjectEntries>(type: T, payload: P) =>
  v.object({ type: v.literal(type), payload: v.object(payload) });

const FromClient = v.variant("type", [
  message("listen", { token: v.string(), reconnectTimeout: v.optional(v.number(), 0) }),
  message("register", { media: v.object({ audio: v.boolean() }) }),
  message("invite", {
    callsid,
    sdp,
    reconnect: v.optional(v.string()),
    twilio: v.optional(v.object({ params: v.optional(v.string(), "") }), { params: "" }),
  }),
  message("answer", { callsid, sdp }),
  message("reject", { callsid }),
  message("hangup", { callsid, message: v.optional(v.string()) }),
  message("reinvite", { callsid, sdp }),
  message("dtmf", { callsid, dtmf: v.string() }),
  message("message", {
    callsid,
    content: v.unknown(),
    contenttype: v.optional(v.string(), "application/json"),
    messagetype: v.string(),
    voiceeventsid: v.string(),
  }),
]);

export type FromClient = v.InferOutput<typeof FromClient>;

/** Parses what a browser sent; null when it is none of the messages that this simulator knows. */
export function parseFromClient(text: string): FromClient | null {
  try {
    const parsed = v.safeParse(FromClient, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

export interface SignallingError {
  code: number;
  message: string;
}

type Nothing = Record<string, never>;

/** What the simulator says to a browser: type and payload. */
export interface ToClient {
  connected: {
    region: string;
    edge: string;
    home: string;
    /** Without an identity where the token names nobody. */
    token: { identity?: string; ttl: number; account_sid: string };
  };
  ready: Nothing;
  offline: Nothing;
  ringing: { callsid: string; sdp?: string };
  answer: { callsid: string; sdp: string; reconnect?: string };
  invite: { callsid: string; sdp: string; reconnect: string; parameters: Record<string, string> };
  cancel: { callsid: string };
  hangup: { callsid: string; error?: SignallingError };
  ack: { acktype: "message"; callsid: string; voiceeventsid: string };
  message: {
    callsid: string;
    content: unknown;
    contenttype: string;
    messagetype: typeof USER_DEFINED;
    voiceeventsid: string;
  };
  error: { error: SignallingError; callsid?: string; voiceeventsid?: string };
}

export function serialize<T extends keyof ToClient>(type: T, payload: ToClient[T]): string {
  return JSON.stringify({ type, version: VERSION, payload });
}

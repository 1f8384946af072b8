import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { type Sentence, sentences } from "./sentences.ts";
import { statusEvents } from "./status_events.ts";

/**
 * Has Twilio ask twice more when we answer 5xx or not at all; by itself it asks again only after a
 * failed connection. It is for Twilio alone: neither sent nor signed
 * (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides).
 */
const retries = "#rc=2&rp=5xx,ct,rt";

interface DialOptions {
  publicUrl: string;
  callerId: string;
  /** The call's and its step's ids in our database: each callback names them in its URL. */
  callId: number;
  stepId: number;
  /** Seconds to ring. */
  timeoutS: number;
  /** Seconds that the call may last. */
  timeLimitS: number;
}

/**
 * Connects a browser's call to a telephone number.
 * @param legId the telephone's leg in our database, which Twilio's callbacks give its CallSid
 */
export function dialNumber(
  { to, legId, ...options }: DialOptions & { to: string; legId: number },
): string {
  const response = new VoiceResponse();
  dial(response, options, {}).number(callbacks(options, { leg: legId }), to);
  return response.toString();
}

/**
 * Rings agents' browsers, all at once; the first to answer takes the call. The dialers receive the
 * call's id as `CallId`.
 * @param round which round of the step this is, from 1
 */
export function dialClients(
  { identities, round, ...options }: DialOptions & {
    identities: readonly string[];
    round: number;
  },
): string {
  const response = new VoiceResponse();
  const ringing = dial(response, options, { round });
  for (const identity of identities) {
    const client = ringing.client(callbacks(options, {}));
    client.identity(identity);
    client.parameter({ name: "CallId", value: String(options.callId) });
  }
  return response.toString();
}

/** Says one sentence and ends the call. */
export function say(sentence: Sentence): string {
  const response = new VoiceResponse();
  response.say(sentences[sentence]);
  response.hangup();
  return response.toString();
}

/** Turns a call away before it is answered: the caller hears a busy line, and nothing is billed. */
export function reject(): string {
  const response = new VoiceResponse();
  response.reject({ reason: "busy" });
  return response.toString();
}

export function hangUp(): string {
  const response = new VoiceResponse();
  response.hangup();
  return response.toString();
}

/**
 * A caller's address is whatever a stranger's system sends. XML 1.0 holds neither control characters (but for three that
 * no address has) nor halves of surrogate pairs, U+FFFE and U+FFFF, and the library throws at them
 * (https://www.w3.org/TR/xml/#charsets).
 */
function xmlText(address: string): string {
  return address.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, "");
}

function dial(response: VoiceResponse, options: DialOptions, part: { round?: number }) {
  const shown = xmlText(options.callerId);
  return response.dial({
    answerOnBridge: true,
    timeout: options.timeoutS,
    timeLimit: options.timeLimitS,
    action: address(options, "/inbound/action", part),
    // A caller who hides the number has none; Twilio then passes on what it has.
    ...(shown === "" ? {} : { callerId: shown }),
  });
}

function callbacks(options: DialOptions, part: { leg?: number }) {
  return {
    statusCallback: address(options, "/status", part),
    statusCallbackEvent: [...statusEvents],
  };
}

/** Where Twilio reports to: which call, which of its steps, and which part of that. */
function address(
  { publicUrl, callId, stepId }: DialOptions,
  path: string,
  part: { round?: number; leg?: number },
): string {
  const ids = Object.entries({ call: callId, step: stepId, ...part });
  return `${publicUrl}${path}?${ids.map(([name, id]) => `${name}=${id}`).join("&")}${retries}`;
}

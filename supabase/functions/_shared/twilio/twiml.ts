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
  /** Seconds to ring. */
  timeoutS: number;
  /** Seconds that the call may last. */
  timeLimitS: number;
}

/** Connects a browser's call to a telephone number. */
export function dialNumber({ to, ...options }: DialOptions & { to: string }): string {
  const response = new VoiceResponse();
  dial(response, options).number(callbacks(options.publicUrl), to);
  return response.toString();
}

/**
 * Rings agents' browsers, all at once; the first to answer takes the call.
 * @param callId the call's id in our database, which the dialers receive as `CallId`
 */
export function dialClients(
  { identities, callId, ...options }: DialOptions & {
    identities: readonly string[];
    callId: number;
  },
): string {
  const response = new VoiceResponse();
  const ringing = dial(response, options);
  for (const identity of identities) {
    const client = ringing.client(callbacks(options.publicUrl));
    client.identity(identity);
    client.parameter({ name: "CallId", value: String(callId) });
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

function dial(
  response: VoiceResponse,
  { publicUrl, callerId, timeoutS, timeLimitS }: DialOptions,
) {
  const shown = xmlText(callerId);
  return response.dial({
    answerOnBridge: true,
    timeout: timeoutS,
    timeLimit: timeLimitS,
    action: `${publicUrl}/inbound/action${retries}`,
    // A caller who hides the number has none; Twilio then passes on what it has.
    ...(shown === "" ? {} : { callerId: shown }),
  });
}

function callbacks(publicUrl: string) {
  return {
    statusCallback: `${publicUrl}/status${retries}`,
    statusCallbackEvent: [...statusEvents],
  };
}

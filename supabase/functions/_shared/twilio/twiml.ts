import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { consentLanguages } from "../contracts/consent.ts";
import type { ConsentWords } from "../domain/next_step.ts";
import { callbackAddress, recordingAddress } from "./callback_address.ts";
import { type Sentence, sentences } from "./sentences.ts";
import { conferenceEvents, statusEvents } from "./status_events.ts";

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
 * @param whisper tells whoever picks up that the call is recorded, before the two hear each other
 */
export function dialNumber(
  { to, legId, whisper, ...options }: DialOptions & {
    to: string;
    legId: number;
    whisper: boolean;
  },
): string {
  const response = new VoiceResponse();
  dial(response, options, {}).number({
    ...callbacks(options, { leg: legId }),
    ...(whisper ? { url: recordingAddress({ ...options, legId }, "/inbound/consent") } : {}),
  }, to);
  return response.toString();
}

/**
 * Tells a telephone that the call is recorded.
 * @param afterwards where Twilio comes when it was said; null: nowhere
 */
export function tell(
  { afterwards, ...words }: ConsentWords & { afterwards: string | null },
): string {
  const response = new VoiceResponse();
  speak(response, words);
  if (afterwards !== null) response.redirect(afterwards);
  return response.toString();
}

/** Nothing more to hear: what the document was part of goes on. */
export function goOn(): string {
  return new VoiceResponse().toString();
}

function speak(response: VoiceResponse, { language, sentence }: ConsentWords): void {
  response.say({ language, voice: consentLanguages[language].voice }, sentence);
}

/**
 * Rings agents' browsers, all at once; the first to answer takes the call. The dialers receive the
 * call's id as `CallId`.
 * @param round which round of the step this is, from 1
 * @param consent what the caller is told first
 */
export function dialClients(
  { identities, round, consent, ...options }: DialOptions & {
    identities: readonly string[];
    round: number;
    consent: ConsentWords | null;
  },
): string {
  const response = new VoiceResponse();
  if (consent !== null) speak(response, consent);
  const ringing = dial(response, options, { round });
  for (const identity of identities) {
    const client = ringing.client(callbacks(options, {}));
    client.identity(identity);
    client.parameter({ name: "CallId", value: String(options.callId) });
  }
  return response.toString();
}

/**
 * Joins the call's conference. Nobody hears a beep, or music while alone: a wait of a moment is no wait. The small
 * jitter buffer spares a talk most of a second (https://www.twilio.com/docs/voice/twiml/conference#attributes-jitterBufferSize).
 * Whose going ends it is told later, when it is known who is in it.
 * @param label the leg's own in the conference
 * @param music nobody is there yet, and somebody may take a while
 */
export function joinConference(
  { name, label, music, ...options }: Omit<DialOptions, "callerId" | "timeoutS"> & {
    name: string;
    label: string;
    music: boolean;
  },
): string {
  const response = new VoiceResponse();
  const dial = response.dial({
    timeLimit: options.timeLimitS,
    action: callbackAddress(options, "/inbound/action", {}),
  });
  dial.conference({
    participantLabel: label,
    beep: "false",
    waitUrl: music ? `${options.publicUrl}/hold` : "",
    endConferenceOnExit: false,
    jitterBufferSize: "small",
    statusCallback: callbackAddress(options, "/status/conference", {}),
    statusCallbackEvent: [...conferenceEvents],
  }, name);
  return response.toString();
}

/** Keeps the line for two seconds, and asks what is to be done then. */
export function askAgain(options: Pick<DialOptions, "publicUrl" | "callId" | "stepId">): string {
  const response = new VoiceResponse();
  response.pause({ length: 2 });
  response.redirect(callbackAddress(options, "/inbound/again", {}));
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
    action: callbackAddress(options, "/inbound/action", part),
    // A caller who hides the number has none; Twilio then passes on what it has.
    ...(shown === "" ? {} : { callerId: shown }),
  });
}

function callbacks(options: DialOptions, part: { leg?: number }) {
  return {
    statusCallback: callbackAddress(options, "/status", part),
    statusCallbackEvent: [...statusEvents],
  };
}

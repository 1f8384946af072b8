// The elements that are simulated: their attributes with the values that Twilio takes, and what may stand inside.
// A wrong value is a warning of Twilio's (https://www.twilio.com/docs/api/errors) and its default is taken.

interface Rule {
  right: RegExp;
  /** Twilio's warning for another value. */
  code: number;
}

interface Shape {
  attributes: Record<string, Rule>;
  /** Elements that may stand inside; "any" for markup that is only read as text. */
  inside: readonly string[] | "any";
}

/** Attributes whose values have no warning of their own. */
const any = (...names: string[]): Record<string, Rule> =>
  Object.fromEntries(names.map((name) => [name, { right: /^/, code: 12200 }]));
const method = (code: number): Rule => ({ right: /^(GET|POST)$/i, code });
const whole = (code: number): Rule => ({ right: /^\d{1,9}$/, code });
const positive = (code: number): Rule => ({ right: /^0*[1-9]\d{0,8}$/, code });
const yesNo = (code: number): Rule => ({ right: /^(true|false)$/i, code });
const keys = (code: number): Rule => ({ right: /^[0-9*#]*$/, code });

const STATUS = any("statusCallback", "statusCallbackEvent", "statusCallbackMethod");
const RECORDING = any(
  "recordingStatusCallback",
  "recordingStatusCallbackEvent",
  "recordingStatusCallbackMethod",
  "recordingTrack",
  "trim",
);
const DIAL_RECORD = /^(true|false|do-not-record|record-from-(answer|ringing)(-dual)?)$/;

export const SHAPES: Record<string, Shape> = {
  Response: {
    attributes: {},
    inside: [
      "Say",
      "Play",
      "Pause",
      "Dial",
      "Gather",
      "Record",
      "Redirect",
      "Reject",
      "Start",
      "Hangup",
    ],
  },
  Say: { attributes: { ...any("voice", "language"), loop: whole(13510) }, inside: "any" },
  Play: { attributes: { ...any("digits"), loop: whole(13410) }, inside: [] },
  Pause: { attributes: { length: positive(13910) }, inside: [] },
  Dial: {
    attributes: {
      ...any("action", "callerId", "answerOnBridge", "ringTone", "sequential"),
      ...RECORDING,
      method: method(13210),
      timeout: positive(13212),
      hangupOnStar: yesNo(13213),
      timeLimit: positive(13216),
      record: { right: DIAL_RECORD, code: 13217 },
    },
    inside: ["Number", "Client", "Conference"],
  },
  Number: {
    attributes: {
      ...STATUS,
      ...any("url"),
      method: method(13221),
      sendDigits: { right: /^[0-9*#wWA-Da-d]+$/, code: 13222 },
      machineDetection: { right: /^(Enable|DetectMessageEnd)$/, code: 12200 },
      ...any("amdStatusCallback", "amdStatusCallbackMethod"),
      // Taken, and nothing changes: here it is always clear who answered.
      ...any("machineDetectionTimeout", "machineDetectionSpeechThreshold"),
      ...any("machineDetectionSpeechEndThreshold", "machineDetectionSilenceTimeout"),
    },
    inside: [],
  },
  Client: {
    attributes: { ...STATUS, ...any("url", "method") },
    inside: ["Identity", "Parameter"],
  },
  Conference: {
    attributes: {
      ...STATUS,
      ...RECORDING,
      ...any("participantLabel", "maxParticipants", "waitUrl", "record", "coach"),
      // Heard by nobody: there is no jitter buffer and one region.
      ...any("jitterBufferSize", "region"),
      muted: yesNo(13230),
      endConferenceOnExit: yesNo(13231),
      startConferenceOnEnter: yesNo(13232),
      waitMethod: method(13234),
      beep: { right: /^(true|false|onEnter|onExit)$/, code: 13235 },
    },
    inside: [],
  },
  Identity: { attributes: {}, inside: [] },
  Parameter: { attributes: any("name", "value"), inside: [] },
  Gather: {
    attributes: {
      ...any("action", "actionOnEmptyResult"),
      input: { right: /^dtmf$/, code: 12200 },
      finishOnKey: keys(13310),
      method: method(13312),
      timeout: { right: /^(0*[1-9]\d{0,8}|auto)$/, code: 13313 },
      numDigits: positive(13314),
    },
    inside: ["Say", "Play", "Pause"],
  },
  Record: {
    attributes: {
      ...any("action", "recordingStatusCallback", "recordingStatusCallbackEvent"),
      ...any("recordingStatusCallbackMethod", "trim"),
      method: method(13610),
      timeout: whole(13611),
      maxLength: positive(13612),
      finishOnKey: keys(13613),
      playBeep: yesNo(13616),
    },
    inside: [],
  },
  Start: { attributes: {}, inside: ["Recording"] },
  Recording: {
    attributes: {
      ...any("recordingStatusCallback", "recordingStatusCallbackEvent"),
      ...any("recordingStatusCallbackMethod", "trim"),
      track: { right: /^(inbound|outbound|both)$/, code: 12200 },
      channels: { right: /^(mono|dual)$/, code: 12200 },
    },
    inside: [],
  },
  Redirect: { attributes: { method: method(13710) }, inside: [] },
  Reject: { attributes: { reason: { right: /^(rejected|busy)$/, code: 12200 } }, inside: [] },
  Hangup: { attributes: {}, inside: [] },
};

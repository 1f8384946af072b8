// What the phone needs of a voice SDK. `device.ts` makes it of Twilio's; tests make it of nothing.

/** What a call tells. Each handler is optional to the caller of `on`. */
export interface VoiceCallEvents {
  /** Their telephone rings; with early media their line can already be heard. */
  ringing: (earlyMedia: boolean) => void;
  /** Sound can flow. */
  opened: () => void;
  /** It is over; comes once. */
  closed: (cause: "disconnect" | "cancel" | "transport") => void;
  /** A failure, by Twilio's code; it may come before or after `closed`. */
  failed: (code: number) => void;
  reconnecting: () => void;
  reconnected: () => void;
  muted: (muted: boolean) => void;
  /** Loudness 0 to 1, about 20 times a second while it is open. */
  volume: (you: number, them: number) => void;
  /** A measure of quality got bad, or good again, by the SDK's name. */
  warning: (name: string, active: boolean) => void;
}

export interface VoiceCall {
  /** Twilio's CallSid of this leg, when it is known. */
  sid: () => string | null;
  /** Who calls, as Twilio writes it; "" for a call out. */
  from: string;
  /** The `<Parameter>`s that our TwiML gave to the invitation. */
  parameters: ReadonlyMap<string, string>;
  listen: (events: Partial<VoiceCallEvents>) => void;
  accept: () => void;
  /**
   * Answers while another call goes on, which stays as it is. This one tells no more: the answer does.
   * @throws VoiceFailure when it can't, or not in time
   */
  acceptBeside: () => Promise<VoiceCall>;
  reject: () => void;
  hangUp: () => void;
  mute: (muted: boolean) => void;
  /** Digits 0-9, *, # and w (a pause of half a second). */
  sendDigits: (digits: string) => void;
}

/** What the device tells. */
export interface VoiceDeviceEvents {
  registered: () => void;
  unregistered: () => void;
  /** A failure, by Twilio's code. */
  failed: (code: number) => void;
  incoming: (call: VoiceCall) => void;
  /** The token ends in two minutes, or an older one would have: check the time. */
  tokenWillExpire: () => void;
}

export interface VoiceDevice {
  /**
   * Lets this device be rung.
   * @throws VoiceFailure when it can't, or not in time
   */
  register: () => Promise<void>;
  isRegistered: () => boolean;
  /**
   * Calls out; works without a registration.
   * @throws VoiceFailure when it can't, or not in time
   */
  connect: (params: Record<string, string>) => Promise<VoiceCall>;
  /** The call that rang here as the page was reloaded, once; null when there was none. */
  rungBefore: () => VoiceCall | null;
  updateToken: (token: string) => void;
  /** The person chose another microphone or speaker: a running call goes on through it. */
  followSound: () => void;
  /** Ends everything that is still going on. */
  destroy: () => void;
}

/** Makes a device; loads the SDK at the first call. */
export type OpenDevice = (token: string, events: VoiceDeviceEvents) => Promise<VoiceDevice>;

/** Why the SDK could not do what was asked. */
export class VoiceFailure extends Error {
  override name = "VoiceFailure";
  /** Twilio's error code, or `timeout`, or `unknown`. */
  readonly code: number | "timeout" | "unknown";
  constructor(action: string, code: number | "timeout" | "unknown") {
    super(`Cannot ${action}: ${code}`);
    this.code = code;
  }
}

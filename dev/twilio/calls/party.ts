// The seam between the call engine (legs, bridges, TwiML) and what stands at the far end of a leg: a browser with the
// Voice SDK, the telephone page, or a scripted telephone. The engine knows only this.

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";

/** Audio of one leg: 8 kHz mono, signed 16 bit, frames of 10 ms (80 samples). */
export interface AudioPort {
  /** Send one frame of 80 samples towards the far end. */
  write(frame: Int16Array): void;
  /** Called with each frame of 80 samples that the far end sends; one listener at a time, `null` removes it. */
  onFrame(listener: ((frame: Int16Array) => void) | null): void;
  close(): void;
}

/** Why a party did not take a call, in Twilio's words for a call's final status. */
export type RingFailure = "busy" | "no-answer" | "failed" | "canceled";

/** What a party tells the engine. Each is called at most once, but `digits` and `message`. */
export interface PartyEvents {
  /** The far end alerts (a telephone rings, a browser shows the call). */
  ringing(): void;
  /** The far end picked up; audio may flow through `party.audio` from now on. */
  answered(): void;
  /** The far end cannot or will not take the call. `sip` is the SIP response code that Twilio would report. */
  refused(reason: RingFailure, sip: number): void;
  /** The far end hung up an answered or an originating call. */
  hungUp(): void;
  /** Keys pressed at the far end, of 0-9 * # A-D. */
  digits(digits: string): void;
  /** A browser sent a user-defined message. */
  message(message: UserMessage): void;
}

/** A user-defined message (https://www.twilio.com/docs/voice/sdks/call-message-events). */
export interface UserMessage {
  sid: string;
  /** What JSON holds. */
  content: unknown;
  contentType: string;
}

/** The far end of one leg. */
export interface Party {
  /** `client:<identity>` or an E.164 number. */
  readonly address: string;
  /** Audio port; usable once the party has answered, or for an originating party once it was accepted or has early media. */
  readonly audio: AudioPort;
  /** Called legs only: start alerting the far end. */
  ring(events: PartyEvents): void;
  /** Calling (originating) legs only: listen. */
  listen(events: PartyEvents): void;
  /** Calling legs only: tell the far end that it rings there, with audio when `earlyMedia`. */
  progress(earlyMedia: boolean): void;
  /** Calling legs only: the call was answered at our end. */
  accept(): void;
  /** End the leg from our side: a ringing called leg is cancelled, an answered one hung up. `error` is Twilio's code. */
  end(error?: { code: number; message: string }): void;
  /** Send DTMF towards the far end. */
  sendDigits(digits: string): void;
  /** A machine picks up: what answering-machine detection finds. */
  readonly isMachine?: boolean;
  /** Browsers only: hand over a user-defined message. */
  sendMessage?(message: UserMessage): void;
}

/** Parameters of a call that rings a browser. */
export interface ClientCall {
  callSid: string;
  accountSid: string;
  identity: string;
  from: string;
  to: string;
  /** Custom parameters (`<Parameter>`), sent as `Params`: names as they are, values url-encoded. */
  params: Record<string, string>;
  /** What the caller's network proved of the number, as the webhook's `StirVerstat`. */
  stirStatus?: string | undefined;
}

/** The registry of browsers, implemented by `signalling/`, used by the engine. */
export interface Clients {
  /**
   * Parties for a call to a client, one for each registered device of the identity; empty when none is registered
   * (Twilio then ends the leg with `no-answer` at once).
   */
  ring(call: ClientCall): Party[];
  /**
   * Adds a device that is no browser socket (`/_control/clients`: a client without media). It rings like any other;
   * the function that is returned takes it away.
   */
  register(accountSid: string, identity: string, device: Device): () => void;
  /**
   * Verifies a Voice access token as a browser's `listen` would. `code` is the Voice SDK's error code
   * (20101 invalid, 20104 expired, 31202 wrong key or account).
   */
  verify(token: string): VerifiedToken | { error: { code: number; message: string } };
}

/** One registered device of an identity. */
export interface Device {
  ring(call: ClientCall): Party;
}

/** Who calls when a browser's token names nobody (assumed): `From` is `client:Anonymous`. */
export const ANONYMOUS = "Anonymous";

/** What a valid Voice access token says. */
export interface VerifiedToken {
  accountSid: string;
  /** Null when the token names nobody: such a browser can place calls, and is never rung. */
  identity: string | null;
  /** Outgoing TwiML App, null when the token may not place calls. */
  appSid: string | null;
  incomingAllowed: boolean;
  expiresAtMs: number;
}

/** A call from a telephone of the outside world. */
export interface OutsideCall {
  from: string;
  to: string;
  party: Party;
  /** What its network says beside the number. */
  network?: NetworkSays;
}

/** What a telephone network may say of a call, and mostly does not. */
export interface NetworkSays {
  /** The number that was called first and passed the call on. */
  forwardedFrom?: string | undefined;
  callerName?: string | undefined;
  /** In Twilio's words, `TN-Validation-Failed-C` say. */
  stirVerstat?: string | undefined;
}

/** The engine as `signalling/` and the telephone page see it. */
export interface CallOrigin {
  /**
   * A browser placed a call (`device.connect`). The engine makes the CallSid, asks the TwiML App's Voice URL, and
   * drives the party.
   */
  clientCalls(call: {
    accountSid: string;
    appSid: string;
    identity: string;
    params: Record<string, string>;
    party: Party;
  }): { callSid: string } | { error: { code: number; message: string } };
  /** An outside telephone calls a number of an account. */
  outsideCalls(call: OutsideCall):
    | { callSid: string }
    | { error: { code: number; message: string } };
}

/** What `page/page.ts` is given: `createPage(options: PageOptions): Page`. */
export interface PageOptions {
  origin: CallOrigin;
  clock: Clock;
  log: Log;
}

/** The telephone page, as the server sees it. */
export interface Page {
  /** True when it answered the request. */
  handleHttp(request: IncomingMessage, response: ServerResponse): boolean;
  /** True when it took the socket. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** A person's telephone for a call to that number from another; null when nobody holds it. */
  party(number: string, from: string): Party | null;
  close(): void;
}

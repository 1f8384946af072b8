// A call that rings in a browser.

import type { ClientCall, PartyEvents } from "../calls/party.ts";
import { makeOffer, type OfferedPeer } from "../media/peer.ts";
import { Leg } from "./leg.ts";
import type { SignallingError } from "./protocol.ts";

const API_VERSION = "2010-04-01";

export class CalledLeg extends Leg {
  readonly #call: ClientCall;
  #offered: OfferedPeer | null = null;
  /** The browser said that it answers; its media may not be ready yet. */
  #accepted = false;
  #state: "waiting" | "ringing" | "answered" = "waiting";

  constructor(call: ClientCall, options: Omit<ConstructorParameters<typeof Leg>[0], "identity">) {
    super({ ...options, identity: call.identity });
    this.#call = call;
  }

  get sid(): string {
    return this.#call.callSid;
  }

  is(callsid: string): boolean {
    return callsid === this.#call.callSid;
  }

  ring(events: PartyEvents): void {
    this.events = events;
    this.work(async () => {
      const peer = await this.attach(makeOffer());
      if (peer === null) return;
      this.#offered = peer;
      this.#state = "ringing";
      const { callSid, accountSid, from, to, params, stirStatus } = this.#call;
      this.say("invite", {
        callsid: callSid,
        sdp: peer.sdp(),
        reconnect: this.reconnectToken,
        parameters: {
          AccountSid: accountSid,
          ApiVersion: API_VERSION,
          CallSid: callSid,
          From: from,
          To: to,
          Params: encodeParams(params),
          ...(stirStatus === undefined ? {} : { StirStatus: stirStatus }),
        },
      });
      events.ringing();
    });
  }

  /** The browser accepted. */
  answer(sdp: string): void {
    this.#accepted = this.#state === "ringing";
    this.work(async () => {
      if (this.#state !== "ringing" || this.#offered === null) return;
      await this.#offered.accept(sdp);
      if (!this.over) this.#answered();
    });
  }

  /** The browser declined: Twilio reports it as busy. */
  reject(): void {
    if (this.finish()) this.events?.refused("busy", 603);
  }

  /** Who accepts and hangs up at once had answered all the same. */
  override hungUp(): void {
    if (this.#accepted && this.#state === "ringing" && !this.over) this.#answered();
    super.hungUp();
  }

  end(error?: SignallingError): void {
    const { callSid: callsid } = this.#call;
    const state = this.#state;
    if (!this.finish()) return;
    if (state === "ringing") this.say("cancel", { callsid });
    if (state === "answered") this.say("hangup", error ? { callsid, error } : { callsid });
  }

  abandoned(): void {
    if (this.#state === "answered") this.hungUp();
    else if (this.finish()) this.events?.refused("no-answer", 480);
  }

  listen(): void {
    throw new Error("Cannot listen to a called browser: it rings");
  }

  progress(): void {
    throw new Error("Cannot send progress to a called browser: it rings");
  }

  accept(): void {
    throw new Error("Cannot accept for a called browser: it answers by itself");
  }

  protected override takenOver(): void {
    if (this.#state !== "answered") this.#answered();
  }

  protected override failed(error: SignallingError): void {
    if (this.#state === "answered") return super.failed(error);
    if (!this.finish()) return;
    this.say("cancel", { callsid: this.sid });
    this.events?.refused("failed", 488);
  }

  #answered(): void {
    this.#state = "answered";
    this.events?.answered();
  }
}

/** The SDK decodes the values and takes the names as they come (seen in @twilio/voice-sdk 2.18.5, `queryToJson`). */
function encodeParams(params: Record<string, string>): string {
  return Object.entries(params).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
}

// A call that a browser places.

import type { PartyEvents } from "../calls/party.ts";
import { answerOffer, type Peer } from "../media/peer.ts";
import { Leg } from "./leg.ts";
import type { SignallingError } from "./protocol.ts";

export class CallingLeg extends Leg {
  /** The browser's own name for the call (`TJS…`) until it has been told the CallSid. */
  readonly #browserSid: string;
  readonly #offer: string;
  #callSid: string | null = null;
  #told = false;

  constructor(
    { callsid, sdp, ...options }: ConstructorParameters<typeof Leg>[0] & {
      callsid: string;
      sdp: string;
    },
  ) {
    super(options);
    this.#browserSid = callsid;
    this.#offer = sdp;
  }

  get sid(): string {
    return this.#told && this.#callSid !== null ? this.#callSid : this.#browserSid;
  }

  is(callsid: string): boolean {
    return callsid === this.#browserSid || callsid === this.#callSid;
  }

  /** The engine made the call. Nothing is told to the browser before. */
  named(callSid: string): void {
    this.#callSid = callSid;
  }

  listen(events: PartyEvents): void {
    this.events = events;
    // The browser may have hung up before the engine listened.
    if (this.over) events.hungUp();
  }

  progress(earlyMedia: boolean): void {
    this.work(async () => {
      const peer = earlyMedia ? await this.#media() : null;
      if (this.over) return;
      this.#told = true;
      const callsid = this.sid;
      this.say("ringing", peer === null ? { callsid } : { callsid, sdp: peer.sdp() });
    });
  }

  accept(): void {
    this.work(async () => {
      const peer = await this.#media();
      if (peer === null) return;
      this.#told = true;
      this.say("answer", { callsid: this.sid, sdp: peer.sdp(), reconnect: this.reconnectToken });
    });
  }

  end(error?: SignallingError): void {
    const callsid = this.sid;
    if (this.finish()) this.say("hangup", error ? { callsid, error } : { callsid });
  }

  abandoned(): void {
    this.hungUp();
  }

  ring(): void {
    throw new Error("Cannot ring a browser that calls: it listens");
  }

  protected override takenOver(): void {
    // The engine's leg goes on as it was.
  }

  async #media(): Promise<Peer | null> {
    return this.audio.peer() ?? await this.attach(answerOffer(this.#offer));
  }
}

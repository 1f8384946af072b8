// A call of a person's telephone, as the engine sees it.

import type { Log } from "../log.ts";
import type { Party, PartyEvents } from "../calls/party.ts";
import { createLegAudio, type LegAudio } from "../media/leg-audio.ts";
import { answerOffer, makeOffer, type OfferedPeer, type Peer } from "../media/peer.ts";
import type { ToPage } from "./messages.ts";

export interface PageCallOptions {
  /** The call's name between the tab and the simulator. */
  id: string;
  /** The telephone's own number. */
  number: string;
  send(message: ToPage): void;
  log: Log;
  onOver(): void;
}

export class PageCall implements Party {
  readonly address: string;
  readonly audio: LegAudio = createLegAudio();
  readonly #options: PageCallOptions;
  /** The browser's offer, when the telephone calls. */
  readonly #offer: string | null;
  readonly #from: string;
  #events: PartyEvents | null = null;
  #offered: OfferedPeer | null = null;
  #answered = false;
  #over = false;
  #work: Promise<void> = Promise.resolve();

  /** @param call the offer of a telephone that calls, or who calls it */
  constructor(options: PageCallOptions, call: { offer: string } | { from: string }) {
    this.#options = options;
    this.address = options.number;
    this.#offer = "offer" in call ? call.offer : null;
    this.#from = "from" in call ? call.from : "";
  }

  ring(events: PartyEvents): void {
    this.#events = events;
    this.#step(async () => {
      this.#offered = await this.#attach(makeOffer());
      if (this.#offered === null) return;
      const { id } = this.#options;
      this.#options.send({ type: "ring", id, from: this.#from, sdp: this.#offered.sdp() });
      events.ringing();
    });
  }

  listen(events: PartyEvents): void {
    this.#events = events;
    if (this.#over) events.hungUp();
  }

  progress(earlyMedia: boolean): void {
    this.#step(async () => {
      const peer = earlyMedia ? await this.#media() : null;
      if (this.#over) return;
      const { id } = this.#options;
      this.#options.send(
        peer === null ? { type: "ringing", id } : { type: "ringing", id, sdp: peer.sdp() },
      );
    });
  }

  accept(): void {
    this.#step(async () => {
      const peer = await this.#media();
      if (peer === null) return;
      this.#answered = true;
      this.#options.send({ type: "answered", id: this.#options.id, sdp: peer.sdp() });
    });
  }

  end(error?: { code: number; message: string }): void {
    this.#finish(error?.message);
  }

  sendDigits(digits: string): void {
    this.audio.playKeys(digits);
  }

  /** The person picked up. */
  pickUp(sdp: string): void {
    this.#step(async () => {
      if (this.#answered || this.#offered === null) return;
      await this.#offered.accept(sdp);
      if (this.#over) return;
      this.#answered = true;
      this.#options.send({ type: "answered", id: this.#options.id });
      this.#events?.answered();
    });
  }

  /** The person declined, hung up, or closed the tab. */
  putDown(): void {
    const refusedIt = this.#offer === null && !this.#answered;
    if (!this.#finish()) return;
    if (refusedIt) this.#events?.refused("busy", 486);
    else this.#events?.hungUp();
  }

  press(digits: string): void {
    if (this.#answered) this.#events?.digits(digits);
  }

  #step(step: () => Promise<void>): void {
    const before = this.#work;
    const run = async () => {
      await before;
      if (this.#over) return;
      try {
        await step();
      } catch (error) {
        this.#options.log("telephone media failed", {
          why: error instanceof Error ? error.message : String(error),
        });
        const wasTalking = this.#answered || this.#offer !== null;
        if (!this.#finish("The browser's audio could not be used")) return;
        if (wasTalking) this.#events?.hungUp();
        else this.#events?.refused("failed", 488);
      }
    };
    this.#work = run();
  }

  async #media(): Promise<Peer | null> {
    return this.audio.peer() ??
      (this.#offer === null ? null : await this.#attach(answerOffer(this.#offer)));
  }

  async #attach<P extends Peer>(made: Promise<P>): Promise<P | null> {
    const peer = await made;
    if (this.#over) {
      peer.close();
      return null;
    }
    this.audio.attach(peer);
    return peer;
  }

  #finish(message?: string): boolean {
    if (this.#over) return false;
    this.#over = true;
    const { id } = this.#options;
    this.#options.send(
      message === undefined ? { type: "ended", id } : { type: "ended", id, message },
    );
    this.audio.close();
    this.#options.onOver();
    return true;
  }
}

/** A telephone that is in a call already. */
export function busyParty(number: string): Party {
  const none = () => {};
  return {
    address: number,
    audio: { write: none, onFrame: none, close: none },
    ring: (events) => events.refused("busy", 486),
    listen: none,
    progress: none,
    accept: none,
    end: none,
    sendDigits: none,
  };
}

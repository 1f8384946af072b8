// What both kinds of a browser's leg share: its socket (which may change), its sound, its end.

import type { Log } from "../log.ts";
import type { Party, PartyEvents, UserMessage } from "../calls/party.ts";
import { createLegAudio, type LegAudio } from "../media/leg-audio.ts";
import { answerOffer, type Peer } from "../media/peer.ts";
import { type SignallingError, type ToClient, USER_DEFINED } from "./protocol.ts";

/** The browser's end of the signalling, as a leg sees it. */
export interface Wire {
  send<T extends keyof ToClient>(type: T, payload: ToClient[T]): void;
}

const BAD_MEDIA: SignallingError = {
  code: 53402,
  message: "The session description cannot be used",
};

export abstract class Leg implements Party {
  readonly address: string;
  readonly audio: LegAudio = createLegAudio();
  /** Lets a browser take this leg over: after a lost socket, a reload, or in another tab. */
  readonly reconnectToken: string;
  protected over = false;
  protected events: PartyEvents | null = null;
  #wire: Wire;
  readonly #log: Log;
  readonly #onOver: (leg: Leg) => void;
  #work: Promise<void> = Promise.resolve();

  constructor(options: {
    identity: string;
    wire: Wire;
    reconnectToken: string;
    log: Log;
    onOver: (leg: Leg) => void;
  }) {
    this.address = `client:${options.identity}`;
    this.reconnectToken = options.reconnectToken;
    this.#wire = options.wire;
    this.#log = options.log;
    this.#onOver = options.onOver;
  }

  /** The name of the call that the browser uses at this moment. */
  abstract get sid(): string;
  abstract is(callsid: string): boolean;
  abstract ring(events: PartyEvents): void;
  abstract listen(events: PartyEvents): void;
  abstract progress(earlyMedia: boolean): void;
  abstract accept(): void;
  abstract end(error?: SignallingError): void;
  /** The browser's socket was lost and did not come back in time. */
  abstract abandoned(): void;
  /** Another session of the browser takes the leg over with its own media. */
  protected abstract takenOver(): void;

  get wire(): Wire {
    return this.#wire;
  }

  sendDigits(digits: string): void {
    this.audio.playKeys(digits);
  }

  /** The browser pressed keys; `w` is its pause and no key. */
  pressed(keys: string): void {
    const digits = keys.toUpperCase().replaceAll(/[^0-9*#A-D]/g, "");
    if (digits !== "" && !this.over) this.events?.digits(digits);
  }

  sendMessage({ sid, content, contentType }: UserMessage): void {
    this.say("message", {
      callsid: this.sid,
      content,
      contenttype: contentType,
      messagetype: USER_DEFINED,
      voiceeventsid: sid,
    });
  }

  /** The browser sent a message. */
  messaged(message: UserMessage): void {
    if (!this.over) this.events?.message(message);
  }

  /** The browser hung up. */
  hungUp(): void {
    if (this.finish()) this.events?.hungUp();
  }

  /** ICE restart. */
  reinvite(sdp: string): void {
    this.work(async () => {
      const answer = await this.audio.peer()?.reoffer(sdp);
      if (answer !== undefined) this.say("answer", { callsid: this.sid, sdp: answer });
    });
  }

  /** The same page came back on another socket; its media never left. */
  rewire(wire: Wire): void {
    this.#wire = wire;
  }

  /** A browser with the reconnect token takes the leg over. */
  reconnect(wire: Wire, sdp: string): void {
    const former = this.#wire;
    this.#wire = wire;
    this.work(async () => {
      let peer = this.audio.peer();
      const moved = peer === null || !peer.isOf(sdp);
      if (moved) peer = await this.attach(answerOffer(sdp));
      if (peer === null || this.over) return;
      this.say("answer", { callsid: this.sid, sdp: peer.sdp(), reconnect: this.reconnectToken });
      if (!moved) return;
      if (former !== wire) former.send("cancel", { callsid: this.sid });
      this.takenOver();
    });
  }

  protected say<T extends keyof ToClient>(type: T, payload: ToClient[T]): void {
    this.#wire.send(type, payload);
  }

  /** Runs media steps one after the other; a step that fails ends the leg. */
  protected work(step: () => Promise<void>): void {
    const before = this.#work;
    const run = async () => {
      await before;
      if (this.over) return;
      try {
        await step();
      } catch (error) {
        this.#log("media failed", {
          sid: this.sid,
          why: error instanceof Error ? error.message : "",
        });
        this.failed(BAD_MEDIA);
      }
    };
    this.#work = run();
  }

  /** Takes the peer as this leg's sound, or closes it when the leg ended meanwhile. */
  protected async attach<P extends Peer>(made: Promise<P>): Promise<P | null> {
    const peer = await made;
    if (this.over) {
      peer.close();
      return null;
    }
    this.audio.attach(peer);
    return peer;
  }

  protected failed(error: SignallingError): void {
    if (!this.finish()) return;
    this.say("hangup", { callsid: this.sid, error });
    this.events?.hungUp();
  }

  /** @returns whether this was the first end. */
  protected finish(): boolean {
    if (this.over) return false;
    this.over = true;
    this.audio.close();
    this.#onOver(this);
    return true;
  }
}

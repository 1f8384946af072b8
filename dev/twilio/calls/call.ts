// One leg of a telephone call: its far end, its status with times, and who waits for its changes.

import type { Account } from "../accounts/resources.ts";
import type { Ticker } from "../audio/ticker.ts";
import type { Clock } from "../clock.ts";
import { createLine, type Line, type Tap } from "./line.ts";
import type { Party, PartyEvents, UserMessage } from "./party.ts";
import {
  type CallStatus,
  type Direction,
  type EndedBy,
  type FinalStatus,
  isFinal,
  SIP_CODE,
} from "./status.ts";

/** A change that others wait for. `released`: the leg goes on by itself, since the API gave it another document. */
export type CallChange = "initiated" | "ringing" | "answered" | "ended" | "released";

export interface CallInit {
  sid: string;
  account: Account;
  direction: Direction;
  /** As Twilio sends them: E.164, `client:<identity>`, or "" for the To of a browser that named none. */
  from: string;
  to: string;
  parent?: Call;
  /** The number of the account that this call came in on. */
  phoneNumberSid?: string;
  /** How long the call waits in the account's queue of API calls. */
  queueMs?: number;
  /** Fields of every TwiML request of this call, beyond those that every request has. */
  fields?: Record<string, string>;
}

export class Call {
  readonly sid: string;
  readonly account: Account;
  readonly direction: Direction;
  readonly from: string;
  readonly to: string;
  readonly parent: Call | null;
  readonly phoneNumberSid: string | null;
  readonly queueMs: number;
  readonly fields: Record<string, string>;
  readonly children: Call[] = [];
  readonly createdAt: number;
  status: CallStatus;
  updatedAt: number;
  answeredAt: number | null = null;
  endedAt: number | null = null;
  endedBy: EndedBy | null = null;
  sip: number | null = null;
  /** What answering-machine detection found; null where nobody looked, or it looks still. */
  answeredBy: string | null = null;
  /** Keys that the far end pressed, and keys that were sent to it. */
  digitsHeard = "";
  digitsSent = "";
  party: Party | null = null;
  line: Line | null = null;
  /** The leg that a Dial has connected it with. */
  bridgedTo: Call | null = null;
  /** The document that runs on this leg; aborted when another takes its place. */
  program: AbortController | null = null;

  readonly #clock: Clock;
  readonly #ticker: Ticker;
  readonly #over = new AbortController();
  readonly #listeners = new Set<(change: CallChange) => void>();
  readonly #taps = new Set<Tap>();
  readonly #keyListeners = new Set<(digits: string) => void>();
  readonly #messageListeners = new Set<(message: UserMessage) => void>();
  /** The far end that called us knows that it was answered. */
  #accepted = false;

  constructor(init: CallInit, clock: Clock, ticker: Ticker) {
    this.sid = init.sid;
    this.account = init.account;
    this.direction = init.direction;
    this.from = init.from;
    this.to = init.to;
    this.parent = init.parent ?? null;
    this.phoneNumberSid = init.phoneNumberSid ?? null;
    this.queueMs = init.queueMs ?? 0;
    this.fields = init.fields ?? {};
    this.status = init.direction === "inbound" ? "ringing" : "queued";
    this.#clock = clock;
    this.#ticker = ticker;
    this.createdAt = clock.now();
    this.updatedAt = this.createdAt;
    this.parent?.children.push(this);
  }

  /** Aborts when the call is over. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  get isOver(): boolean {
    return isFinal(this.status);
  }

  /** Whole seconds from the answer to the end (or to now); 0 when never answered. */
  get seconds(): number {
    if (this.answeredAt === null) return 0;
    return Math.round(((this.endedAt ?? this.#clock.now()) - this.answeredAt) / 1000);
  }

  /** Billed minutes: each begun one counts; an answered call has at least one. */
  get minutes(): number {
    return this.answeredAt === null ? 0 : Math.max(1, Math.ceil(this.seconds / 60));
  }

  onChange(listener: (change: CallChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  onKeys(listener: (digits: string) => void): () => void {
    this.#keyListeners.add(listener);
    return () => void this.#keyListeners.delete(listener);
  }

  onMessage(listener: (message: UserMessage) => void): () => void {
    this.#messageListeners.add(listener);
    return () => void this.#messageListeners.delete(listener);
  }

  /** Listens to the sound of both directions, from the moment that there is any, until the returned function is called. */
  tap(tap: Tap): () => void {
    this.#taps.add(tap);
    return () => void this.#taps.delete(tap);
  }

  /** Calls the far end (called legs). */
  ring(party: Party): void {
    this.party = party;
    this.#to("initiated");
    party.ring(this.#events());
  }

  /** Listens to a far end that called us. */
  originate(party: Party): void {
    this.party = party;
    party.listen(this.#events());
  }

  /** Tells a far end that called us that it rings. `audible`: what plays to it may be heard before the answer. */
  progress(audible: boolean): void {
    if (this.status !== "ringing" || this.party === null) return;
    // A second Dial rings on over the early media of the first.
    if (this.line !== null) return;
    this.party.progress(audible);
    if (audible) this.#openLine();
  }

  /** Answers a far end that called us; nothing when it is answered already or over. */
  answer(): void {
    if (this.direction !== "inbound" || this.isOver) return;
    if (!this.#accepted) this.party?.accept();
    this.#accepted = true;
    this.#pickUp();
  }

  /**
   * Answers for a Dial without answerOnBridge: in progress and billed from now on. A browser hears it ring meanwhile, and
   * is told of an answer when somebody is there (seen by Twilio's own SDK, which waits for `ringing` before `accept`).
   */
  answerWhileRinging(): void {
    if (!this.from.startsWith("client:")) return this.answer();
    this.progress(true);
    this.#pickUp();
  }

  /** Ends the leg from our side. `unanswered` is its status when nobody had answered. */
  end(
    by: EndedBy,
    unanswered: FinalStatus = "canceled",
    error?: { code: number; message: string },
  ) {
    if (this.isOver) return;
    this.party?.end(error);
    this.finish(this.answeredAt === null ? unanswered : "completed", by);
  }

  /** The leg is over; the far end knows already. */
  finish(status: FinalStatus, by: EndedBy, sip = SIP_CODE[status]): void {
    if (this.isOver) return;
    this.endedAt = this.#clock.now();
    this.endedBy = by;
    this.sip = sip;
    this.#to(status);
    this.#over.abort();
    this.line?.close();
  }

  sendDigits(digits: string): void {
    if (this.isOver) return;
    this.digitsSent += digits;
    this.party?.sendDigits(digits);
  }

  /** @returns whether the far end takes messages: a browser that is in the call */
  sendMessage(message: UserMessage): boolean {
    if (this.isOver || this.party?.sendMessage === undefined) return false;
    this.party.sendMessage(message);
    return true;
  }

  /** Whoever waits for this leg must let it go: it runs a document of its own now. */
  release(): void {
    this.#tell("released");
  }

  #events(): PartyEvents {
    return {
      ringing: () => {
        if (this.status === "initiated") this.#to("ringing");
      },
      answered: () => {
        if (this.status !== "initiated" && this.status !== "ringing") return;
        // Twilio reports ringing of a telephone that picked up without alerting first, too.
        if (this.status === "initiated") this.#to("ringing");
        this.#openLine();
        this.answeredAt = this.#clock.now();
        this.#to("in-progress");
      },
      refused: (reason, sip) => this.finish(reason, "far-end", sip),
      hungUp: () =>
        // A caller who gives up before the answer: assumed to be no-answer, as for telephones.
        this.finish(this.answeredAt === null ? "no-answer" : "completed", "far-end"),
      digits: (digits) => {
        if (this.isOver) return;
        this.digitsHeard += digits;
        for (const listener of Array.from(this.#keyListeners)) listener(digits);
      },
      message: (message) => {
        if (this.isOver) return;
        for (const listener of Array.from(this.#messageListeners)) listener(message);
      },
    };
  }

  #pickUp(): void {
    if (this.status !== "ringing") return;
    this.#openLine();
    this.answeredAt = this.#clock.now();
    this.#to("in-progress");
  }

  #openLine(): void {
    if (this.line === null && this.party !== null) {
      this.line = createLine(this.party.audio, this.#clock, this.#ticker, this.#taps);
    }
  }

  #to(status: CallStatus): void {
    this.status = status;
    this.updatedAt = this.#clock.now();
    if (isFinal(status)) this.#tell("ended");
    else if (status === "in-progress") this.#tell("answered");
    else if (status !== "queued") this.#tell(status);
  }

  #tell(change: CallChange): void {
    for (const listener of Array.from(this.#listeners)) listener(change);
  }
}

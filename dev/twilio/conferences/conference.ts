// A conference: who is in it, who hears whom, and what is told about it.

import type { Account } from "../accounts/resources.ts";
import { createMixer, type MixerFigures } from "../audio/mixer.ts";
import { beep, ringback } from "../audio/sources.ts";
import type { Ticker } from "../audio/ticker.ts";
import type { Call } from "../calls/call.ts";
import type { Clock } from "../clock.ts";
import type { Webhooks } from "../webhooks/webhooks.ts";
import { keyTones } from "../media/key-tones.ts";
import { createTeller, type Teller } from "./callbacks.ts";
import { applyChange } from "./change.ts";
import type { JoinOrder, ParticipantChange, SoundOrder } from "./order.ts";
import { Participant } from "./participant.ts";
import { type EndReason, type LeaveReason, type Left, LEFT_REASON, leftAtEnd } from "./reasons.ts";
import { createRoomSounds, type RoomSounds } from "./room-sounds.ts";
import type { Loaded, Sounds } from "./sounds.ts";
import { noticeTalk } from "./talk.ts";

export interface ConferenceInit {
  sid: string;
  account: Account;
  /** The order of the first participant: its callback, its limit of people, its recording. */
  first: JoinOrder;
  firstCallSid: string;
}

export interface ConferenceTools {
  clock: Clock;
  ticker: Ticker;
  webhooks: Webhooks;
  sounds: Sounds;
  /** Called once, when people begin to hear each other. */
  started(conference: Conference): void;
}

/** Hears everybody until the conference's end: who joined first, and all the others together. */
interface Listener {
  frame(first: Int16Array, others: Int16Array): void;
  end(): void;
}

export class Conference {
  readonly sid: string;
  readonly account: Account;
  readonly friendlyName: string;
  readonly firstCallSid: string;
  readonly first: JoinOrder;
  readonly createdAt: number;
  updatedAt: number;
  /** `init` until two are there of whom one starts it. */
  status: "init" | "in-progress" | "completed" = "init";
  reasonEnded: EndReason | null = null;
  callSidEnding: string | null = null;

  readonly #tools: ConferenceTools;
  readonly #teller: Teller;
  readonly #sounds: RoomSounds;
  readonly #mixer = createMixer();
  readonly #participants = new Map<Call, Participant>();
  readonly #leaving = new Map<Participant, (left: Left) => void>();
  readonly #listeners = new Set<Listener>();
  readonly #stopBeat: () => void;
  #used = false;

  constructor(init: ConferenceInit, tools: ConferenceTools) {
    this.sid = init.sid;
    this.account = init.account;
    this.first = init.first;
    this.friendlyName = init.first.conference;
    this.firstCallSid = init.firstCallSid;
    this.createdAt = tools.clock.now();
    this.updatedAt = this.createdAt;
    this.#tools = tools;
    this.#teller = createTeller(this, init.first.statusCallback, tools);
    this.#sounds = createRoomSounds(this, {
      sounds: tools.sounds,
      teller: this.#teller,
      overlays: this.#mixer.overlays,
    });
    this.#stopBeat = tools.ticker.add(() => this.#beat());
  }

  /** Who is in it or on the way into it, first come first. */
  get participants(): Participant[] {
    return [...this.#participants.values()];
  }

  /** Late frames and the like, for whoever wants to know how well it runs. */
  get figures(): MixerFigures {
    return this.#mixer.figures();
  }

  /** Ends one that nobody was ever in, without a word. */
  discard(): void {
    this.status = "completed";
    this.#stopBeat();
  }

  /** Nobody was ever in it or called for it. */
  get isUnused(): boolean {
    return this.status === "init" && !this.#used;
  }

  /** Whether there is no place for a leg, or for one more that is yet to be called. */
  isFullFor(call: Call | null): boolean {
    const others = this.participants.filter((participant) => participant.call !== call);
    return others.length >= this.first.maxParticipants;
  }

  /** By CallSid or label. */
  find(sidOrLabel: string): Participant | null {
    return this.participants.find(({ call, label }) =>
      call.sid === sidOrLabel || label === sidOrLabel
    ) ?? null;
  }

  /** Whose voices a participant hears now. */
  heardBy({ seat }: Participant): Participant[] {
    if (seat === null || !seat.hears) return [];
    return this.participants.filter(({ seat: other }) =>
      other !== null && other !== seat && other.speaks &&
      (other.coaches === null || other.coaches === seat)
    );
  }

  /** Hears everybody; returns the function that stops it. `ended`: the conference is over. */
  listen(frame: Listener["frame"], ended: () => void): () => void {
    const listener = { frame, end: ended };
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** A leg that is being called and joins when it answers. */
  expect(call: Call, order: JoinOrder, earlyMedia: boolean): Participant {
    const participant = new Participant(call, order, { at: this.#tools.clock.now(), earlyMedia });
    this.#participants.set(call, participant);
    this.#used = true;
    let stopRinging = () => {};
    call.onChange((change) => {
      if (change === "ringing" && earlyMedia) {
        const sound = ringback();
        this.#mixer.overlays.add(sound);
        stopRinging = () => void this.#mixer.overlays.delete(sound);
        this.#refresh();
      } else if (change === "answered") stopRinging();
      else if (change === "ended") {
        stopRinging();
        if (participant.seat === null) this.#missed(participant);
      }
    });
    return participant;
  }

  /** Whether a leg that joins now hears something until the conference starts. */
  wouldWait(order: JoinOrder): boolean {
    const present = this.#present();
    const starts = order.startOnEnter || present.some(({ startOnEnter }) => startOnEnter);
    return this.status === "init" && !(present.length > 0 && starts);
  }

  /** Asks for what a leg hears while it waits; null when it cannot be played. */
  waiting(call: Call, wait: SoundOrder): Promise<Loaded | null> {
    return this.#sounds.load(call, wait);
  }

  /** The leg does not come in. */
  turnAway(call: Call): void {
    const expected = this.#participants.get(call);
    if (expected !== undefined) this.#missed(expected);
  }

  /**
   * Puts an answered leg in; resolves when it is in the conference no more.
   * @param wait what it hears until the start, where that was asked for already
   */
  join(
    call: Call,
    order: JoinOrder,
    signal: AbortSignal,
    wait: Loaded | null = null,
  ): Promise<Left> {
    const { clock } = this.#tools;
    const participant = this.#participants.get(call) ??
      new Participant(call, order, { at: clock.now(), earlyMedia: false });
    this.#participants.set(call, participant);
    this.#used = true;
    participant.waitLoaded = wait;
    const seat = this.#mixer.sit((frame) => call.line?.write(frame));
    participant.seat = seat;
    const talk = noticeTalk((talks) => {
      if (seat.speaks) {
        this.#teller.tell(`participant-speech-${talks ? "start" : "stop"}`, participant);
      }
    });
    const stopSound = call.line?.onFrame((frame) => {
      seat.push(frame);
      talk(frame);
    });
    const stopKeys = call.onKeys((keys) => this.#passKeys(participant, keys));
    const limit = order.timeLimitMs === null
      ? null
      : clock.after(order.timeLimitMs, () => this.#leave(participant, "time"));
    const onAbort = () => this.#leave(participant, call.isOver ? "hung-up" : "redirected");
    signal.addEventListener("abort", onAbort, { once: true });
    const left = new Promise<Left>((resolve) =>
      this.#leaving.set(participant, (reason) => {
        signal.removeEventListener("abort", onAbort);
        limit?.cancel();
        stopSound?.();
        stopKeys();
        resolve(reason);
      })
    );
    this.#startWhenReady();
    this.#teller.tell("participant-join", participant);
    if (order.beep === "true" || order.beep === "onEnter") this.#mixer.overlays.add(beep());
    this.#refresh();
    return left;
  }

  /** Changes a participant who is in the conference; tells what changed. */
  update(participant: Participant, change: ParticipantChange): void {
    const events = applyChange(participant, change);
    participant.updatedAt = this.#tools.clock.now();
    this.updatedAt = participant.updatedAt;
    this.#refresh();
    for (const event of events) this.#teller.tell(event, participant);
    if (change.announce !== undefined) void this.#sounds.announce(participant, change.announce);
  }

  /** Puts a participant out (kicks); a leg that only rings is cancelled. */
  remove(participant: Participant): void {
    if (participant.seat === null) participant.call.end("api", "canceled");
    else this.#leave(participant, "removed");
  }

  /** Plays something to everybody. */
  announce(sound: SoundOrder): void {
    void this.#sounds.announce(null, sound);
  }

  /** Ends it by the API: everybody is put out. */
  end(): void {
    this.#end("conference-ended-via-api", null);
  }

  #leave(participant: Participant, left: Exclude<Left, "refused">): void {
    const { call, seat } = participant;
    if (seat === null || !this.#participants.delete(call)) return;
    this.#sounds.stop(participant);
    seat.leave();
    participant.seat = null;
    const done = this.#leaving.get(participant);
    this.#leaving.delete(participant);
    this.#teller.tell("participant-leave", participant, {
      ParticipantCallStatus: call.status,
      ReasonParticipantLeft: left === "conference-ended"
        ? leftAtEnd(this.reasonEnded)
        : LEFT_REASON[left],
    });
    done?.(left);
    if (left === "conference-ended") return;
    if (participant.beep === "true" || participant.beep === "onExit") {
      this.#mixer.overlays.add(beep());
    }
    const way = left === "removed" ? "kicked" : "left";
    if (participant.endOnExit) {
      this.#end(`participant-with-end-conference-on-exit-${way}`, participant);
    } else this.#afterLeave(participant, way);
  }

  /**
   * Somebody who was called and never came in (documented: leave with `participant_add_failed`, and how the call ended;
   * seen by nobody).
   */
  #missed(participant: Participant): void {
    if (!this.#participants.delete(participant.call)) return;
    this.#teller.tell("participant-leave", participant, {
      ParticipantCallStatus: participant.call.status,
      ReasonParticipantLeft: "participant_add_failed" satisfies LeaveReason,
    });
    this.#afterLeave(participant, "left");
  }

  #afterLeave(last: Participant, way: "left" | "kicked"): void {
    if (this.#participants.size === 0) this.#end(`last-participant-${way}`, last);
    else this.#refresh();
  }

  #end(reason: EndReason, ending: Participant | null): void {
    if (this.status === "completed") return;
    this.status = "completed";
    this.updatedAt = this.#tools.clock.now();
    this.reasonEnded = reason;
    this.callSidEnding = ending?.call.sid ?? null;
    for (const participant of this.participants) {
      if (participant.seat === null) participant.call.end("other-leg", "canceled");
      else this.#leave(participant, "conference-ended");
    }
    this.#participants.clear();
    this.#stopBeat();
    for (const listener of Array.from(this.#listeners)) listener.end();
    this.#teller.tell("conference-end", null, {
      ReasonConferenceEnded: reason,
      ...(ending === null ? {} : { CallSidEndingConference: ending.call.sid }),
      ...(ending?.label == null ? {} : { ParticipantLabelEndingConference: ending.label }),
    });
  }

  #present(): Participant[] {
    return this.participants.filter(({ seat }) => seat !== null);
  }

  #startWhenReady(): void {
    if (this.status !== "init") return;
    const present = this.#present();
    if (present.length < 2 || !present.some(({ startOnEnter }) => startOnEnter)) return;
    this.status = "in-progress";
    this.updatedAt = this.#tools.clock.now();
    this.#teller.tell("conference-start", null);
    this.#tools.started(this);
  }

  /** Works out who hears whom, and who hears music. */
  #refresh(): void {
    // Early media: whoever waits hears the other leg ring instead of music (assumed).
    const rings = this.participants.some(({ seat, earlyMedia, status }) =>
      seat === null && earlyMedia && status === "ringing"
    );
    const audible = this.status === "in-progress" || rings;
    for (const participant of this.participants) {
      const { seat, hold, muted, coach } = participant;
      if (seat === null) continue;
      seat.hears = audible && !hold;
      seat.speaks = audible && !hold && !muted;
      const coached = coach === null ? null : this.find(coach);
      seat.coaches = coached?.seat ?? null;
      // Whom a coach speaks to is gone: nobody hears the coach (assumed).
      if (coach !== null && seat.coaches === null) seat.speaks = false;
      if (hold) this.#sounds.play(participant, participant.holdSound);
      else if (!audible) this.#sounds.play(participant, participant.wait);
      else this.#sounds.stop(participant);
    }
  }

  /** Keys are no keys to the others: at best they hear the tones (seen live by others), as they do here. */
  #passKeys(from: Participant, keys: string): void {
    if (from.seat === null || !from.seat.speaks) return;
    for (const { seat } of this.participants) {
      if (seat !== null && seat !== from.seat && seat.hears) seat.overlays.add(keyTones(keys));
    }
  }

  #beat(): void {
    const all = this.#mixer.beat();
    if (this.status !== "in-progress") return;
    const first = this.find(this.firstCallSid)?.seat?.said ?? new Int16Array(all.length);
    const others = all.map((sample, i) => {
      const rest = sample - (first[i] ?? 0);
      return Math.max(-32768, Math.min(32767, rest));
    });
    for (const listener of Array.from(this.#listeners)) listener.frame(first, others);
  }
}

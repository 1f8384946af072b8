// A conference: who is in it, who hears whom, and what is told about it.

import type { Account } from "../accounts/resources.ts";
import { createMixer, type MixerFigures } from "../audio/mixer.ts";
import { beep, ringback } from "../audio/sources.ts";
import type { Ticker } from "../audio/ticker.ts";
import type { Call } from "../calls/call.ts";
import type { Clock } from "../clock.ts";
import type { Webhooks } from "../webhooks/webhooks.ts";
import { createTeller, type Teller } from "./callbacks.ts";
import { applyChange } from "./change.ts";
import type { JoinOrder, ParticipantChange, SoundOrder } from "./order.ts";
import { Participant } from "./participant.ts";
import type { Sounds } from "./sounds.ts";
import { noticeTalk } from "./talk.ts";

/** In the words of Twilio's Conference resource. */
export type EndReason =
  | "conference-ended-via-api"
  | "participant-with-end-conference-on-exit-left"
  | "participant-with-end-conference-on-exit-kicked"
  | "last-participant-kicked"
  | "last-participant-left";

/** Why a leg is in the conference no more. `refused`: it never was. */
export type Left = "hung-up" | "redirected" | "removed" | "time" | "conference-ended" | "refused";

/** `ReasonParticipantLeft` of participant-leave. */
const LEFT_REASON: Record<Exclude<Left, "refused">, string> = {
  "hung-up": "participant_hung_up",
  redirected: "participant_updated_via_api",
  removed: "participant_removed_via_api",
  // No word of Twilio's is known for it: assumed.
  time: "participant_hung_up",
  "conference-ended": "conference_ended",
};

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

/** Hears everybody together until the conference's end. */
interface Listener {
  frame(frame: Int16Array): void;
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
  readonly #mixer = createMixer();
  readonly #participants = new Map<Call, Participant>();
  readonly #leaving = new Map<Participant, (left: Left) => void>();
  readonly #listeners = new Set<Listener>();
  readonly #stopBeat: () => void;

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

  /** By CallSid or label. */
  find(sidOrLabel: string): Participant | null {
    return this.participants.find(({ call, label }) =>
      call.sid === sidOrLabel || label === sidOrLabel
    ) ?? null;
  }

  /** Hears everybody together; returns the function that stops it. `ended`: the conference is over. */
  listen(frame: (frame: Int16Array) => void, ended: () => void): () => void {
    const listener = { frame, end: ended };
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** A leg that is being called and joins when it answers. */
  expect(call: Call, order: JoinOrder, earlyMedia: boolean): Participant {
    const participant = new Participant(call, order, { at: this.#tools.clock.now(), earlyMedia });
    this.#participants.set(call, participant);
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
        if (participant.seat === null && this.#participants.delete(call)) {
          this.#afterLeave(call, "left");
        }
      }
    });
    return participant;
  }

  /** Puts an answered leg in; resolves when it is in the conference no more. */
  join(call: Call, order: JoinOrder, signal: AbortSignal): Promise<Left> {
    const { clock } = this.#tools;
    const participant = this.#participants.get(call) ??
      new Participant(call, order, { at: clock.now(), earlyMedia: false });
    this.#participants.set(call, participant);
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
    if (change.announce !== undefined) void this.#announce(participant, change.announce);
  }

  /** Puts a participant out (kicks); a leg that only rings is cancelled. */
  remove(participant: Participant): void {
    if (participant.seat === null) participant.call.end("api", "canceled");
    else this.#leave(participant, "removed");
  }

  /** Plays something to everybody. */
  announce(sound: SoundOrder): void {
    void this.#announce(null, sound);
  }

  /** Ends it by the API: everybody is put out. */
  end(): void {
    this.#end("conference-ended-via-api", null);
  }

  #leave(participant: Participant, left: Exclude<Left, "refused">): void {
    const { call, seat } = participant;
    if (seat === null || !this.#participants.delete(call)) return;
    participant.music?.stop.abort();
    participant.music = null;
    seat.leave();
    participant.seat = null;
    const done = this.#leaving.get(participant);
    this.#leaving.delete(participant);
    this.#teller.tell("participant-leave", participant, {
      ParticipantCallStatus: call.status,
      ReasonParticipantLeft: LEFT_REASON[left],
    });
    done?.(left);
    if (left === "conference-ended") return;
    if (participant.beep === "true" || participant.beep === "onExit") {
      this.#mixer.overlays.add(beep());
    }
    const way = left === "removed" ? "kicked" : "left";
    if (participant.endOnExit) this.#end(`participant-with-end-conference-on-exit-${way}`, call);
    else this.#afterLeave(call, way);
  }

  #afterLeave(call: Call, way: "left" | "kicked"): void {
    if (this.#participants.size === 0) this.#end(`last-participant-${way}`, call);
    else this.#refresh();
  }

  #end(reason: EndReason, ending: Call | null): void {
    if (this.status === "completed") return;
    this.status = "completed";
    this.updatedAt = this.#tools.clock.now();
    this.reasonEnded = reason;
    this.callSidEnding = ending?.sid ?? null;
    for (const participant of this.participants) {
      if (participant.seat === null) participant.call.end("other-leg", "canceled");
      else this.#leave(participant, "conference-ended");
    }
    this.#participants.clear();
    this.#stopBeat();
    for (const listener of Array.from(this.#listeners)) listener.end();
    this.#teller.tell("conference-end", null, {
      ReasonConferenceEnded: reason,
      ...(ending === null ? {} : { CallSidEndingConference: ending.sid }),
    });
  }

  #startWhenReady(): void {
    if (this.status !== "init") return;
    const present = this.participants.filter(({ seat }) => seat !== null);
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
      if (hold) this.#play(participant, participant.holdSound);
      else if (!audible) this.#play(participant, participant.wait);
      else this.#stopMusic(participant);
    }
  }

  #play(participant: Participant, sound: SoundOrder | null): void {
    if (participant.music !== null && participant.music.sound === sound) return;
    this.#stopMusic(participant);
    const stop = new AbortController();
    participant.music = { sound, stop };
    void this.#tools.sounds.loop(
      participant.call,
      sound,
      this.#soundFields(participant),
      stop.signal,
    );
  }

  #stopMusic(participant: Participant): void {
    participant.music?.stop.abort();
    participant.music = null;
  }

  async #announce(participant: Participant | null, sound: SoundOrder): Promise<void> {
    const fields = this.#soundFields(participant);
    const source = await this.#tools.sounds.once(this.account, sound, fields);
    if (this.status === "completed") return;
    if (source === null) {
      return this.#teller.tell("announcement-fail", participant, {
        AnnounceUrl: sound.url,
        ReasonAnnouncementFailed: "cannot be played",
      });
    }
    const overlays = participant === null ? this.#mixer.overlays : participant.seat?.overlays;
    overlays?.add(() => {
      const frame = source();
      if (frame === null) {
        this.#teller.tell("announcement-end", participant, { AnnounceUrl: sound.url });
      }
      return frame;
    });
  }

  #soundFields(participant: Participant | null) {
    return {
      AccountSid: this.account.sid,
      ConferenceSid: this.sid,
      FriendlyName: this.friendlyName,
      ...(participant === null ? {} : { CallSid: participant.call.sid }),
    };
  }

  /** A key is heard by all others (assumed; a live account must show it). */
  #passKeys(from: Participant, keys: string): void {
    if (from.seat === null || !from.seat.speaks) return;
    for (const other of this.participants) {
      if (other !== from && other.seat?.hears === true) other.call.sendDigits(keys);
    }
  }

  #beat(): void {
    const all = this.#mixer.beat();
    if (this.status !== "in-progress") return;
    for (const listener of Array.from(this.#listeners)) listener.frame(all);
  }
}

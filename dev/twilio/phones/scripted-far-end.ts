// A far end that a script moves: what telephones of the outside world and clients without media have in common.

import type { Source } from "../audio/pcm.ts";
import { sequence, silence } from "../audio/sources.ts";
import type { Ticker } from "../audio/ticker.ts";
import type { AudioPort, Party, PartyEvents, RingFailure } from "../calls/party.ts";

/** What a script may do with a far end. Each does nothing where it makes no sense (answering twice). */
export interface FarEndScript {
  answer(): void;
  refuse(reason: RingFailure, sip: number): void;
  hangUp(): void;
  /** Presses keys. They travel beside the sound, as in a telephone network; who hears tones makes them there. */
  press(digits: string): void;
  /** Speaks with this sound; null is silence. */
  speak(source: Source | null): void;
  /** Sends no packets at all until it speaks again, as some telephones do when they are muted. */
  sendNothing(): void;
}

export interface FarEnd {
  party: Party;
  script: FarEndScript;
}

/** What the far end itself notices. */
export interface FarEndHooks {
  /** It is being called. */
  rung?(): void;
  /** Its own call rings, or was answered. */
  progressed?(): void;
  accepted?(): void;
  /** It is over, by whichever side. */
  over?(): void;
}

/** @param what.speech begins when the leg is answered. */
export function createFarEnd(
  what: {
    address: string;
    ticker: Ticker;
    speech: () => Source;
    hooks?: FarEndHooks;
    isMachine?: boolean;
  },
): FarEnd {
  const { address, ticker, hooks = {} } = what;
  let events: PartyEvents | null = null;
  let state: "idle" | "called" | "calling" | "talking" | "over" = "idle";
  let listener: ((frame: Int16Array) => void) | null = null;
  let voice: Source = silence();
  let stopBeat = () => {};

  const audio: AudioPort = {
    // What is said to a scripted far end is kept by the leg (`sent`).
    write: () => {},
    onFrame: (next) => listener = next,
    close: () => listener = null,
  };
  function talk() {
    state = "talking";
    voice = sequence(what.speech(), silence());
    stopBeat = ticker.add(() => {
      const frame = voice();
      if (frame !== null) listener?.(frame);
    });
  }
  /** False when it was over already. */
  function finish(): boolean {
    if (state === "over") return false;
    state = "over";
    stopBeat();
    hooks.over?.();
    return true;
  }

  const party: Party = {
    address,
    audio,
    isMachine: what.isMachine ?? false,
    ring(next) {
      events = next;
      state = "called";
      hooks.rung?.();
    },
    listen(next) {
      events = next;
      state = "calling";
    },
    progress: () => hooks.progressed?.(),
    accept() {
      if (state !== "calling") return;
      talk();
      hooks.accepted?.();
    },
    end: () => void finish(),
    sendDigits: () => {},
  };
  const script: FarEndScript = {
    answer() {
      if (state !== "called") return;
      talk();
      events?.answered();
    },
    refuse(reason, sip) {
      if (state === "called" && finish()) events?.refused(reason, sip);
    },
    hangUp() {
      if (state === "called") return script.refuse("busy", 486);
      if (finish()) events?.hungUp();
    },
    press(digits) {
      if (state !== "talking") return;
      events?.digits(digits.toUpperCase());
    },
    speak(source) {
      if (state === "talking") voice = sequence(source ?? silence(), silence());
    },
    sendNothing() {
      voice = () => null;
    },
  };
  // A called telephone alerts as soon as it is called; who wants otherwise refuses in `rung`.
  return {
    party: {
      ...party,
      ring(next) {
        party.ring(next);
        if (state === "called") next.ringing();
      },
    },
    script,
  };
}

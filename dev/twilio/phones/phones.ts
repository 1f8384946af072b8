// The outside world: who is at which number.

import type { Source } from "../audio/pcm.ts";
import { gentlePattern, tone } from "../audio/sources.ts";
import type { Ticker } from "../audio/ticker.ts";
import type { Party } from "../calls/party.ts";
import type { Clock } from "../clock.ts";
import type { Speaker } from "../speech/speaker.ts";
import { type Behaviour, ORDINARY } from "./behaviour.ts";
import { createFarEnd, type FarEnd, type FarEndScript } from "./scripted-far-end.ts";
import { spoken } from "./saying.ts";
import { createTelephone } from "./telephone.ts";

export interface Phones {
  /** The far end for a call to an outside number: as scripted, else a person at the telephone page, else ordinary. */
  called(number: string, from: string): Party;
  /** An outside telephone that calls. */
  calling(number: string, speak: Speak | null): FarEnd;
  set(number: string, behaviour: Behaviour): void;
  /** Which numbers were set, in order. */
  list(): ({ number: string } & Behaviour)[];
  /** The number is ordinary again; false when it was not set. */
  forget(number: string): boolean;
  /** How a far end made here can be moved; null for one that is a real browser or a person. */
  scriptOf(party: Party | null): FarEndScript | null;
  /** A far end made elsewhere (a client without media) may be moved the same way. */
  adopt(farEnd: FarEnd): void;
  /** Every number is ordinary again. */
  clear(): void;
}

/** What a calling telephone says after the answer: a tone in Hz, or a text over and over. */
type Speak = { tone: number } | { text: string };

function speakSource(speak: Speak | null, speaker: Speaker): Source {
  if (speak === null) return gentlePattern();
  if ("tone" in speak) return tone(speak.tone);
  return spoken(speaker, speak.text);
}

/** @param options.page a person's telephone at that number, if the telephone page holds it */
export function createPhones(
  options: {
    clock: Clock;
    ticker: Ticker;
    speaker: Speaker;
    page: (number: string, from: string) => Party | null;
  },
): Phones {
  const behaviours = new Map<string, Behaviour>();
  const scripts = new WeakMap<Party, FarEndScript>();
  const known = (farEnd: FarEnd): FarEnd => {
    scripts.set(farEnd.party, farEnd.script);
    return farEnd;
  };
  return {
    called(number, from) {
      const set = behaviours.get(number);
      if (set === undefined) {
        const person = options.page(number, from);
        if (person !== null) return person;
      }
      return known(createTelephone(number, set ?? ORDINARY, options)).party;
    },
    calling: (number, speak) =>
      known(createFarEnd({
        address: number,
        ticker: options.ticker,
        speech: () => speakSource(speak, options.speaker),
      })),
    set: (number, behaviour) => void behaviours.set(number, behaviour),
    list: () => [...behaviours].map(([number, behaviour]) => ({ number, ...behaviour })),
    forget: (number) => behaviours.delete(number),
    scriptOf: (party) => party === null ? null : scripts.get(party) ?? null,
    adopt: (farEnd) => void known(farEnd),
    clear: () => behaviours.clear(),
  };
}

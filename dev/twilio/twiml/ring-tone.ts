// Dial's `ringTone`: what the caller hears while it rings, as the telephones of a country sound (ITU-T E.180, Various
// tones used in national networks).

import type { Source } from "../audio/pcm.ts";
import { chord, once, repeat, ringback, sequence, silence } from "../audio/sources.ts";

interface Tone {
  hz: readonly number[];
  /** Sound and rest by turns, in milliseconds. */
  beat: readonly number[];
}

const NORTH_AMERICAN: Tone = { hz: [440, 480], beat: [2000, 4000] };
const BRITISH: Tone = { hz: [400, 450], beat: [400, 200, 400, 2000] };
const TONES: Record<string, Tone> = {
  us: NORTH_AMERICAN,
  "us-old": { hz: [420], beat: [2000, 4000] },
  uk: BRITISH,
  au: { hz: [400, 425], beat: [400, 200, 400, 2000] },
  nz: BRITISH,
  sg: BRITISH,
  in: { hz: [400], beat: [400, 200, 400, 2000] },
  za: { hz: [400], beat: [400, 200, 400, 2000] },
  fr: { hz: [440], beat: [1500, 3500] },
  jp: { hz: [400], beat: [1000, 2000] },
  tw: { hz: [440, 480], beat: [1000, 2000] },
};

/** The ringing of a country; the usual European one (425 Hz, 1 s on, 4 s off) for every other. */
export function ringTone(country: string | undefined): Source {
  const found = TONES[country?.trim().toLowerCase() ?? ""];
  if (found === undefined) return ringback();
  const { hz, beat } = found;
  const part = (ms: number, at: number) => at % 2 === 0 ? once(chord(hz, ms)) : silence(ms);
  return repeat(() => sequence(...beat.map(part)));
}

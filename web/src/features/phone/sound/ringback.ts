import type { PhoneCall } from "../../../phone/phone-state.ts";
import { countryOfNumber } from "../../../shared/phone-number.ts";

/** How the other side's ringing sounds: lengths of sound and pause in turn, in ms. */
export type Cadence = readonly number[];

/** Most of the world: a second of tone in five (ITU-T E.180). */
const usual: Cadence = [1000, 4000];

/** Where it rings otherwise (ITU-T E.180, supplement 2). */
const others: Record<string, Cadence> = {
  US: [2000, 4000],
  CA: [2000, 4000],
  GB: [400, 200, 400, 2000],
  IE: [400, 200, 400, 2000],
  AU: [400, 200, 400, 2000],
  NZ: [400, 200, 400, 2000],
  FR: [1500, 3500],
};

/** Whether the person hears nothing of the ringing over there, so that we have to play it. */
export function needsRingback(call: PhoneCall | null): boolean {
  return call?.phase === "ringing" && !call.earlyMedia;
}

/** @param number E.164 of the side that rings */
export function cadenceFor(number: string | null): Cadence {
  const country = number === null ? undefined : countryOfNumber(number)?.code;
  return (country === undefined ? undefined : others[country]) ?? usual;
}

/** Plays a tone in a cadence until the returned function is called. */
export function ringOut(tone: HTMLAudioElement, cadence: Cadence): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  tone.loop = true;
  const turn = (at: number) => {
    if (at % 2 === 0) {
      tone.currentTime = 0;
      // A browser may refuse sound before the first click; the lamp still says it.
      tone.play().catch(() => {});
    } else tone.pause();
    const wait = cadence[at % cadence.length];
    timer = setTimeout(() => turn(at + 1), wait);
  };
  turn(0);
  return () => {
    clearTimeout(timer);
    tone.pause();
  };
}

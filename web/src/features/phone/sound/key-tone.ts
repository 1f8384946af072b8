import { sendTo } from "../../../phone/sink.ts";

/** The two frequencies in Hz of each key: ITU-T Q.23. */
const lows = [697, 770, 852, 941] as const;
const highs = [1209, 1336, 1477] as const;
const keys = "123456789*0#";

const lastsMs = 120;
const pauseMs = 60;
/** Only to feel the key, much softer than the call. */
const volume = 0.04;

/** The tone of a key: its row's and its column's frequency in Hz; null when it is no key. */
export function tonesOf(key: string): readonly [number, number] | null {
  const index = keys.indexOf(key);
  const low = lows[Math.floor(index / 3)];
  const high = highs[index % 3];
  return key.length === 1 && low !== undefined && high !== undefined ? [low, high] : null;
}

/**
 * Lets the person hear which keys were sent; the SDK's own sounds come from its host and are off.
 * @param context makes the audio context at the first key
 * @param speaker the id of the loudspeaker, "" for the system's own; null when the person wants no tones
 */
export function makeKeyTone(
  context: () => AudioContext,
  speaker: () => string | null,
): (digits: string) => void {
  let audio: AudioContext | null = null;
  return (digits) => {
    const id = speaker();
    if (id === null) return;
    const playing = audio ??= context();
    void sendTo(playing, id);
    Array.from(digits).forEach((key, index) => {
      const begin = playing.currentTime + index * (lastsMs + pauseMs) / 1000;
      for (const frequency of tonesOf(key) ?? []) {
        const gain = new GainNode(playing, { gain: volume });
        const oscillator = new OscillatorNode(playing, { frequency });
        oscillator.connect(gain).connect(playing.destination);
        oscillator.start(begin);
        oscillator.stop(begin + lastsMs / 1000);
      }
    });
  };
}

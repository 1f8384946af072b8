import { sendTo } from "./sink.ts";

/** What rings while a call comes in. */
export interface Ringtone {
  start: () => void;
  stop: () => void;
}

/** Over this time the volume rises to full, so that nobody with a headset on is startled. */
const riseMs = 3_000;
const stepMs = 100;
const softest = 0.1;

/**
 * Our own sound: the SDK's comes late when its host can't be reached.
 * @param ringers the ids of the devices on which it rings; "" is the system's own
 */
export function makeRingtone(url: string, ringers: () => string[]): Ringtone {
  const loaded: HTMLAudioElement[] = [];
  let ringing: HTMLAudioElement[] = [];
  let rise: ReturnType<typeof setInterval> | undefined;
  const ring = async (audio: HTMLAudioElement, id: string) => {
    await sendTo(audio, id);
    // A browser may refuse sound before the first click; the lamp still says it.
    if (ringing.includes(audio)) await audio.play().catch(() => {});
  };
  return {
    start() {
      if (ringing.length > 0) return;
      const ids = ringers();
      while (loaded.length < ids.length) loaded.push(new Audio(url));
      ringing = loaded.slice(0, ids.length);
      let volume = softest;
      ringing.forEach((audio, at) => {
        audio.loop = true;
        audio.currentTime = 0;
        audio.volume = volume;
        void ring(audio, ids[at] ?? "");
      });
      rise = setInterval(() => {
        volume = Math.min(1, volume + ((1 - softest) * stepMs) / riseMs);
        for (const audio of ringing) audio.volume = volume;
        if (volume === 1) clearInterval(rise);
      }, stepMs);
    },
    stop() {
      clearInterval(rise);
      for (const audio of ringing) audio.pause();
      ringing = [];
    },
  };
}

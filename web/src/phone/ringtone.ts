/** What rings while a call comes in. */
export interface Ringtone {
  start: () => void;
  stop: () => void;
}

/** Over this time the volume rises to full, so that nobody with a headset on is startled. */
const riseMs = 3_000;
const stepMs = 100;
const softest = 0.1;

/** Our own sound: the SDK's comes late when its host can't be reached. */
export function makeRingtone(url: string): Ringtone {
  let audio: HTMLAudioElement | null = null;
  let rise: ReturnType<typeof setInterval> | undefined;
  return {
    start() {
      if (!audio) {
        audio = new Audio(url);
        audio.loop = true;
      }
      if (!audio.paused) return;
      const ringing = audio;
      ringing.currentTime = 0;
      ringing.volume = softest;
      rise = setInterval(() => {
        ringing.volume = Math.min(1, ringing.volume + ((1 - softest) * stepMs) / riseMs);
        if (ringing.volume === 1) clearInterval(rise);
      }, stepMs);
      // A browser may refuse sound before the first click; the lamp still says it.
      ringing.play().catch(() => {});
    },
    stop() {
      clearInterval(rise);
      audio?.pause();
    },
  };
}

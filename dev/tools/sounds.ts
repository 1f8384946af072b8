// The product's own sounds, drawn from sines. µ-law keeps them small and their tails clean.

import { muLawWav } from "./mu-law-wav.ts";

/** Enough for the highest note, 880 Hz, and its softness. */
export const sampleRate = 4000;

interface Note {
  hz: number;
  /** Seconds from the sound's beginning. */
  at: number;
  /** Seconds. */
  length: number;
  /** 0 to 1. */
  volume: number;
  /** How a note ends: rings out like a struck bar, or stays and stops softly like a tone. */
  shape: "struck" | "tone";
}

/** Seconds in which a note swells; without it the loudspeaker clicks. */
const attack = 0.008;
/** Seconds in which a tone stops. */
const release = 0.02;

function struck(hz: number, at: number, length: number, volume: number): Note {
  return { hz, at, length, volume, shape: "struck" };
}

/** Name to notes and whole length in seconds. A fourth apart: 440 and 587.33 Hz. */
const scores: Record<string, { seconds: number; notes: Note[] }> = {
  // Loops: two soft notes in 1.2 s, then 1.8 s of pause.
  "ring": { seconds: 3, notes: [struck(440, 0, 0.6, 0.7), struck(587.33, 0.3, 0.9, 0.7)] },
  // −18 dB: it is heard in the middle of a talk.
  "knock": { seconds: 0.35, notes: [struck(523.25, 0, 0.35, 0.126)] },
  // One burst of the tone that most of Europe's exchanges send (ITU-T E.180); its pauses are the country's.
  "ringback": {
    seconds: 1,
    notes: [{ hz: 425, at: 0, length: 1, volume: 0.2, shape: "tone" }],
  },
  "up": { seconds: 0.08, notes: [struck(587.33, 0, 0.04, 0.4), struck(783.99, 0.04, 0.04, 0.4)] },
  "down": { seconds: 0.08, notes: [struck(783.99, 0, 0.04, 0.4), struck(587.33, 0.04, 0.04, 0.4)] },
  "mute-on": { seconds: 0.12, notes: [struck(440, 0, 0.04, 0.3), struck(440, 0.08, 0.04, 0.3)] },
  "mute-off": { seconds: 0.12, notes: [struck(880, 0, 0.04, 0.3), struck(880, 0.08, 0.04, 0.3)] },
  "lost": { seconds: 0.6, notes: [struck(587.33, 0, 0.3, 0.5), struck(392, 0.25, 0.35, 0.5)] },
};

export const soundNames: readonly string[] = Object.keys(scores);

/** @throws when there is no sound of this name */
export function drawSound(name: string): Buffer {
  const score = scores[name];
  if (!score) throw new Error(`Cannot draw sound: no ${name}`);
  const samples = new Float64Array(Math.round(score.seconds * sampleRate));
  for (const note of score.notes) play(note, samples);
  return muLawWav(samples, sampleRate);
}

function play(note: Note, samples: Float64Array): void {
  const from = Math.round(note.at * sampleRate);
  const count = Math.round(note.length * sampleRate);
  for (let n = 0; n < count && from + n < samples.length; n++) {
    const t = n / sampleRate;
    const level = note.volume * loudness(note, t);
    samples[from + n] = (samples[from + n] ?? 0) + level * Math.sin(2 * Math.PI * note.hz * t);
  }
}

/** 0 to 1, `t` seconds into the note; zero at both ends. */
function loudness(note: Note, t: number): number {
  const swell = Math.min(1, t / attack);
  const left = note.length - t;
  if (note.shape === "tone") return swell * Math.min(1, left / release);
  return swell * Math.exp((-4 * t) / note.length) * Math.min(1, left / attack);
}

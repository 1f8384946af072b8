// What callers on hold hear: our own composition, drawn from sines. Eight bars in D at 80 beats a minute: a broken chord
// over a soft one, and a slow tune.

import { muLawWav } from "./mu-law-wav.ts";

/** What the telephone carries; more would be thrown away on the way. */
export const sampleRate = 8000;

/** Twilio and its caches keep a file for long: music that changes gets the next number. */
export const musicName = "music-1";

const beat = 60 / 80;
const barLength = 4 * beat;
/** -20 dB of full scale: under a voice, so that it may play for minutes. */
const meanLevel = 0.1;
/** Seconds at the end in which all of it fades: a gap between two rounds cuts nothing off. */
const fade = 0.6;

interface Bar {
  bass: string;
  /** From low to high. */
  chord: readonly [string, string, string, string];
  /** A note and the beat that it begins on. */
  tune: readonly (readonly [note: string, beat: number])[];
}

const bars: readonly Bar[] = [
  { bass: "D3", chord: ["D4", "F#4", "A4", "C#5"], tune: [["F#5", 0], ["E5", 2]] },
  { bass: "B3", chord: ["D4", "F#4", "A4", "B4"], tune: [["D5", 0]] },
  { bass: "G3", chord: ["D4", "G4", "B4", "F#5"], tune: [["B4", 0], ["D5", 1.5]] },
  { bass: "A3", chord: ["D4", "E4", "A4", "B4"], tune: [["E5", 0]] },
  { bass: "D3", chord: ["C#4", "F#4", "A4", "E5"], tune: [["F#5", 0], ["A5", 2]] },
  { bass: "F#3", chord: ["C#4", "E4", "A4", "F#5"], tune: [["E5", 0], ["C#5", 3]] },
  { bass: "E3", chord: ["D4", "G4", "B4", "F#5"], tune: [["D5", 0], ["B4", 2]] },
  { bass: "A3", chord: ["C#4", "E4", "A4", "E5"], tune: [["A4", 0]] },
];

/** Which note of the chord sounds on which half beat; the last two rest. */
const broken = [0, 1, 2, 3, 2, 1] as const;

/** One voice: how loud each harmonic of it is, from the first, and how its notes swell and end. */
interface Voice {
  harmonics: readonly number[];
  /** 0 to 1, `t` seconds after the note's beginning; zero at both ends. */
  loudness: (t: number) => number;
  /** Seconds. */
  length: number;
}

/** Like a bar that a soft mallet strikes. */
const struck = (length: number, harmonics: readonly number[]): Voice => ({
  harmonics,
  length,
  loudness: (t) =>
    Math.min(1, t / 0.012) * Math.exp((-4 * t) / length) * Math.min(1, (length - t) / 0.05),
});

const mallet = struck(2.4, [0.16, 0.03, 0.01]);
const tune = struck(3, [0.34, 0.06, 0.02]);
// A telephone carries little below 300 Hz: the second harmonic is heard in place of the first.
const bass = struck(3, [0.2, 0.2, 0.06]);
const soft: Voice = {
  harmonics: [0.06],
  length: barLength + beat / 2,
  loudness: (t) => Math.sin((Math.PI * t) / (barLength + beat / 2)),
};

export function drawHoldMusic(): Buffer {
  const samples = new Float64Array(bars.length * barLength * sampleRate);
  for (const [index, bar] of bars.entries()) {
    const begin = index * barLength;
    add(samples, bass, bar.bass, begin);
    for (const note of bar.chord) add(samples, soft, note, begin);
    for (const [half, of] of broken.entries()) {
      add(samples, mallet, bar.chord[of], begin + (half * beat) / 2);
    }
    for (const [note, at] of bar.tune) add(samples, tune, note, begin + at * beat);
  }
  return muLawWav(levelled(samples), sampleRate);
}

/** What is past the end is cut off: by then it has faded. */
function add(samples: Float64Array, voice: Voice, note: string, at: number): void {
  const from = Math.round(at * sampleRate);
  const count = Math.min(Math.round(voice.length * sampleRate), samples.length - from);
  for (let n = 0; n < count; n++) {
    const t = n / sampleRate;
    let wave = 0;
    for (const [harmonic, level] of voice.harmonics.entries()) {
      wave += level * Math.sin(2 * Math.PI * hertz(note) * (harmonic + 1) * t);
    }
    samples[from + n] = (samples[from + n] ?? 0) + wave * voice.loudness(t);
  }
}

/** Faded at the end, and as loud on average as it is meant to be. */
function levelled(samples: Float64Array): Float64Array {
  const faded = samples.map((sample, n) =>
    sample * Math.min(1, (samples.length - 1 - n) / (fade * sampleRate))
  );
  const mean = Math.sqrt(faded.reduce((sum, sample) => sum + sample * sample, 0) / faded.length);
  return faded.map((sample) => (sample * meanLevel) / mean);
}

/** Half steps above C. */
const steps = { "C": 0, "C#": 1, "D": 2, "E": 4, "F#": 6, "G": 7, "A": 9, "B": 11 };

/** Of a note such as F#4; A4 is 440 Hz. */
function hertz(note: string): number {
  const name = note.slice(0, -1) as keyof typeof steps;
  const octave = Number(note.slice(-1));
  return 440 * 2 ** (octave - 4 + (steps[name] - steps["A"]) / 12);
}

/** The module that the function `hold` serves the music from. */
export function holdMusicModule(): string {
  const lines = drawHoldMusic().toString("base64").match(/.{1,100}/g) ?? [];
  return `// Written by \`node dev/tools/make-sounds.ts\`. A file beside the function would not be deployed
// (docs/decisions/hold-music.md).

/** ${musicName}.wav in base64, with line breaks. */
export const music = \`
${lines.join("\n")}
\`;
`;
}

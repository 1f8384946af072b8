// Reads a sound file, WAV or MP3, as the simulator's 8 kHz mono.

import { MPEGDecoder } from "mpg123-decoder";
import { SAMPLE_RATE } from "./pcm.ts";
import { readWav } from "./wav.ts";

/** The samples, or null when the bytes are neither a WAV nor an MP3 file that can be read. */
export async function readSound(bytes: Uint8Array): Promise<Int16Array | null> {
  return readWav(bytes) ?? (isMpeg(bytes) ? await readMpeg(bytes) : null);
}

/** An MP3 begins with an ID3 tag or with the eleven set bits of a frame. */
function isMpeg(bytes: Uint8Array): boolean {
  const [a = 0, b = 0, c = 0] = bytes;
  return (a === 0x49 && b === 0x44 && c === 0x33) || (a === 0xff && (b & 0xe0) === 0xe0);
}

async function readMpeg(bytes: Uint8Array): Promise<Int16Array | null> {
  const decoder = new MPEGDecoder();
  try {
    await decoder.ready;
    const { channelData, samplesDecoded, sampleRate } = decoder.decode(bytes);
    if (samplesDecoded === 0 || channelData.length === 0) return null;
    return toTelephone(channelData, samplesDecoded, sampleRate);
  } finally {
    decoder.free();
  }
}

/** Averages the channels and all samples that fall into each of ours, which keeps the worst of aliasing away. */
function toTelephone(channels: Float32Array[], count: number, rate: number): Int16Array {
  const out = new Int16Array(Math.floor((count * SAMPLE_RATE) / rate));
  for (let i = 0; i < out.length; i++) {
    const from = Math.floor((i * rate) / SAMPLE_RATE);
    const to = Math.max(from + 1, Math.floor(((i + 1) * rate) / SAMPLE_RATE));
    let sum = 0;
    for (const channel of channels) for (let at = from; at < to; at++) sum += channel[at] ?? 0;
    const value = sum / ((to - from) * channels.length);
    out[i] = Math.max(-32768, Math.min(32767, Math.round(value * 32767)));
  }
  return out;
}

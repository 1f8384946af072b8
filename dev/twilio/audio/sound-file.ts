// Reads a sound file, WAV or MP3, as the simulator's 8 kHz mono.

import { MPEGDecoder } from "mpg123-decoder";
import { toTelephoneRate } from "./telephone-rate.ts";
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
    return toTelephoneRate(samplesDecoded, sampleRate, (at) => {
      const sum = channelData.reduce((total, channel) => total + (channel[at] ?? 0), 0);
      return (32767 * sum) / channelData.length;
    });
  } finally {
    decoder.free();
  }
}

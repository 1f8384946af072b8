// Reads a recording's channels apart, for tests.

import { Buffer } from "node:buffer";
import { listen } from "../../audio/goertzel.ts";

/** The samples of each channel of a WAV file as recordings are. */
export function channelsOf(bytes: Uint8Array): Int16Array[] {
  const file = Buffer.from(bytes);
  const channels = file.readUInt16LE(22);
  const frames = file.readUInt32LE(40) / (2 * channels);
  return Array.from({ length: channels }, (_, channel) =>
    Int16Array.from(
      { length: frames },
      (_sample, i) => file.readInt16LE(44 + 2 * (i * channels + channel)),
    ));
}

/** The tones of each channel, in Hz, lowest first. */
export const tonesOf = (bytes: Uint8Array): number[][] =>
  channelsOf(bytes).map((samples) => listen(samples).tones.toSorted((a, b) => a - b));

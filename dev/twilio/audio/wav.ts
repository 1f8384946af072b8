// Reads a WAV file (PCM of 8 or 16 bit, or G.711 mu-law; any rate, any channels) as the simulator's 8 kHz mono.

import { toTelephoneRate } from "./telephone-rate.ts";

const PCM = 1;
const MU_LAW = 7;

/** The samples, or null when the bytes are no WAV of a kind that is read here. */
export function readWav(bytes: Uint8Array): Int16Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 12 || word(0) !== "RIFF" || word(8) !== "WAVE") return null;
  let format: { kind: number; channels: number; rate: number; bits: number } | null = null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = Math.min(view.getUint32(at + 4, true), bytes.length - at - 8);
    if (word(at) === "fmt " && size >= 16) {
      format = {
        kind: view.getUint16(at + 8, true),
        channels: view.getUint16(at + 10, true),
        rate: view.getUint32(at + 12, true),
        bits: view.getUint16(at + 22, true),
      };
    } else if (word(at) === "data" && format !== null) {
      return decode(new DataView(bytes.buffer, bytes.byteOffset + at + 8, size), format);
    }
    at += 8 + size + (size % 2);
  }
  return null;
}

function decode(
  data: DataView,
  format: { kind: number; channels: number; rate: number; bits: number },
): Int16Array | null {
  const width = format.bits / 8;
  let sample: (at: number) => number;
  if (format.kind === PCM && width === 2) sample = (at) => data.getInt16(at, true);
  else if (format.kind === PCM && width === 1) sample = (at) => (data.getUint8(at) - 128) * 256;
  else if (format.kind === MU_LAW && width === 1) sample = (at) => fromMuLaw(data.getUint8(at));
  else return null;
  if (format.channels < 1 || format.rate < 1000) return null;
  const frames = Math.floor(data.byteLength / (width * format.channels));
  return toTelephoneRate(frames, format.rate, (at) => {
    let sum = 0;
    for (let channel = 0; channel < format.channels; channel++) {
      sum += sample((at * format.channels + channel) * width);
    }
    return sum / format.channels;
  });
}

/** ITU-T G.711 mu-law to 16 bit. */
function fromMuLaw(code: number): number {
  const inverted = ~code & 0xff;
  const magnitude = ((((inverted & 0x0f) << 3) + 0x84) << ((inverted & 0x70) >> 4)) - 0x84;
  return (inverted & 0x80) === 0 ? magnitude : -magnitude;
}

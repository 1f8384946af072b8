// Writes a WAV file (8 kHz, 16 bit, one or two channels) while it is recorded.

import { Buffer } from "node:buffer";
import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { SAMPLE_RATE } from "../audio/pcm.ts";

const HEADER_BYTES = 44;
/** A second of two channels: one write to the disk a second. */
const BUFFER_BYTES = 4 * SAMPLE_RATE;

/** The 44 bytes before the samples. */
function header(channels: number, dataBytes: number): Buffer {
  const head = Buffer.alloc(HEADER_BYTES);
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4);
  head.write("WAVEfmt ", 8, "latin1");
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(SAMPLE_RATE, 24);
  head.writeUInt32LE(SAMPLE_RATE * channels * 2, 28);
  head.writeUInt16LE(channels * 2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36, "latin1");
  head.writeUInt32LE(dataBytes, 40);
  return head;
}

export interface WavFile {
  /** One frame of each channel, equally long. */
  write(...channels: Int16Array[]): void;
  /** Completes the file. @param keepFrames frames of 80 samples to keep; the rest is cut off */
  finish(keepFrames?: number): void;
}

/** @throws when the file cannot be written; it must not exist yet. Only its owner may read it. */
export function createWavFile(path: string, channels: 1 | 2): WavFile {
  const file = openSync(path, "wx", 0o600);
  const buffer = Buffer.alloc(BUFFER_BYTES);
  let filled = 0;
  let written = 0;
  let frameBytes = 0;
  writeSync(file, header(channels, 0));

  const flush = () => {
    writeSync(file, buffer, 0, filled);
    written += filled;
    filled = 0;
  };
  return {
    write(...frames) {
      const samples = frames[0]?.length ?? 0;
      frameBytes = samples * frames.length * 2;
      if (filled + frameBytes > buffer.length) flush();
      for (let i = 0; i < samples; i++) {
        for (const frame of frames) filled = buffer.writeInt16LE(frame[i] ?? 0, filled);
      }
    },
    finish(keepFrames = Infinity) {
      flush();
      const bytes = Math.min(written, keepFrames * frameBytes || 0);
      ftruncateSync(file, HEADER_BYTES + bytes);
      writeSync(file, header(channels, bytes), 0, HEADER_BYTES, 0);
      closeSync(file);
    },
  };
}

/** The file of two channels as one of one channel, which holds both together. */
export function mixedDown(stereo: Uint8Array): Uint8Array {
  const from = Buffer.from(stereo.buffer, stereo.byteOffset, stereo.byteLength);
  const frames = Math.floor((from.length - HEADER_BYTES) / 4);
  const mixed = Buffer.alloc(HEADER_BYTES + 2 * frames);
  header(1, 2 * frames).copy(mixed);
  for (let i = 0; i < frames; i++) {
    const at = HEADER_BYTES + 4 * i;
    const sum = from.readInt16LE(at) + from.readInt16LE(at + 2);
    mixed.writeInt16LE(Math.max(-32768, Math.min(32767, sum)), HEADER_BYTES + 2 * i);
  }
  return mixed;
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { listen } from "./goertzel.ts";
import { readWav } from "./wav.ts";

function wav(kind: number, channels: number, rate: number, bits: number, data: Uint8Array) {
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(kind, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt16LE(bits, 34);
  head.write("data", 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}

test("a stereo file of 44.1 kHz becomes 8 kHz mono with its tone where it was", () => {
  const data = Buffer.alloc(44100 * 4);
  for (let i = 0; i < 44100; i++) {
    const value = Math.round(8000 * Math.sin((2 * Math.PI * 600 * i) / 44100));
    data.writeInt16LE(value, i * 4);
    data.writeInt16LE(value, i * 4 + 2);
  }
  const samples = readWav(wav(1, 2, 44100, 16, data));
  assert.equal(samples?.length, 8000);
  const heard = listen(samples ?? new Int16Array());
  assert.equal(heard.tones.length, 1);
  assert.ok(Math.abs((heard.tones[0] ?? 0) - 600) <= 2);
});

test("mu-law bytes decode to the values of G.711", () => {
  const samples = readWav(wav(7, 1, 8000, 8, Uint8Array.of(0xff, 0x7f, 0x80, 0x00, 0xf0)));
  assert.deepEqual([...(samples ?? [])], [0, 0, 32124, -32124, 120]);
});

test("what is no WAV, or of another kind, is not read", () => {
  assert.equal(readWav(Buffer.from("ID3 mp3")), null);
  assert.equal(readWav(wav(85, 1, 8000, 16, Buffer.alloc(8))), null);
  assert.equal(readWav(Buffer.alloc(0)), null);
});

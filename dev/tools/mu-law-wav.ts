/**
 * A mono WAV of format 7 (ITU-T G.711 µ-law), which every browser and Twilio decode.
 * @param samples -1 to 1
 */
export function muLawWav(samples: Float64Array, sampleRate: number): Buffer {
  const data = Buffer.from(Array.from(samples, muLaw));
  const header = Buffer.alloc(46);
  header.write("RIFF", 0);
  header.writeUInt32LE(header.length - 8 + data.length, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(18, 16);
  header.writeUInt16LE(7, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.writeUInt16LE(0, 36);
  header.write("data", 38);
  header.writeUInt32LE(data.length, 42);
  return Buffer.concat([header, data]);
}

function muLaw(sample: number): number {
  const bias = 0x84;
  const linear = Math.min(32_635, Math.round(Math.abs(sample) * 32_767)) + bias;
  const exponent = Math.max(0, Math.floor(Math.log2(linear)) - 7);
  const mantissa = (linear >> (exponent + 3)) & 0x0f;
  const sign = sample < 0 ? 0x80 : 0;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

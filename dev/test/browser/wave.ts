// The fake microphone's sound. Chromium's noise suppression removes a steady tone after about 2 s, so tones are pulsed.

const RATE_HZ = 48_000;

/** A WAV file (mono, 16 bit, 48 kHz) of a tone in pulses; Chromium plays the fake microphone's file in a loop. */
export function pulsedTone(
  { hz, seconds = 4, onMs = 200, offMs = 200, level = 0.5 }: {
    hz: number;
    seconds?: number;
    onMs?: number;
    offMs?: number;
    /** Peak, 0 to 1. */
    level?: number;
  },
): Buffer {
  const samples = Math.round(seconds * RATE_HZ);
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write("RIFF", 0, "ascii");
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write("WAVEfmt ", 8, "ascii");
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE_HZ, 24);
  wav.writeUInt32LE(RATE_HZ * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write("data", 36, "ascii");
  wav.writeUInt32LE(samples * 2, 40);
  const period = ((onMs + offMs) * RATE_HZ) / 1000;
  const on = (onMs * RATE_HZ) / 1000;
  for (let i = 0; i < samples; i++) {
    const sounds = i % period < on;
    const value = sounds ? Math.sin((2 * Math.PI * hz * i) / RATE_HZ) * level : 0;
    wav.writeInt16LE(Math.round(value * 32767), 44 + i * 2);
  }
  return wav;
}

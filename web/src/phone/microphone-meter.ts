/** Hears a microphone beside the call that uses it. */
export interface MicrophoneMeter {
  /** How loud it is now: 0 to 1, see `loudnessOf`. */
  level: () => number;
  close: () => void;
}

/** Softer than this, in dB of full scale, is silence. */
const floorDb = -60;
/** 85 ms at 48 kHz: most of the tenth of a second between two looks. */
const windowSize = 4096;

/**
 * Opens a meter on a copy of the track: whoever mutes a call disables the call's own, and would seem
 * silent however loud they talk.
 */
export function openMicrophoneMeter(track: MediaStreamTrack): MicrophoneMeter {
  const copy = track.clone();
  copy.enabled = true;
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: windowSize });
  context.createMediaStreamSource(new MediaStream([copy])).connect(analyser);
  const samples = new Float32Array(windowSize);
  return {
    level() {
      analyser.getFloatTimeDomainData(samples);
      return loudnessOf(samples);
    },
    close() {
      copy.stop();
      void context.close();
    },
  };
}

/**
 * The loudness of some samples: 0 at −60 dB of full scale and below, 1 at full scale, even in dB
 * between. Speech into a headset is about 0.6, the hum of a room below 0.15.
 */
export function loudnessOf(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  if (power === 0) return 0;
  return Math.min(1, Math.max(0, 1 - 10 * Math.log10(power) / floorDb));
}

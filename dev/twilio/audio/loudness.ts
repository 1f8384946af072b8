// Whether a frame can be heard.

/** Louder than this (of 32767) is no silence: about -44 dB, as quiet speech is. */
const AUDIBLE = 200;

export function isAudible(frame: Int16Array): boolean {
  for (const sample of frame) if (sample > AUDIBLE || sample < -AUDIBLE) return true;
  return false;
}

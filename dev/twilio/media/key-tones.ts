// Keys as the two tones that a telephone sends for them (ITU-T Q.23).

import type { Source } from "../audio/pcm.ts";
import { chord, once, sequence, silence } from "../audio/sources.ts";

const ROWS_HZ = [697, 770, 852, 941];
const COLUMNS_HZ = [1209, 1336, 1477, 1633];
const KEYS = "123A456B789C*0#D";
const TONE_MS = 100;
const GAP_MS = 100;
/** What `w` means in `sendDigits`. */
const WAIT_MS = 500;

/** The keys one after the other, 100 ms each; `w` waits half a second, anything else is skipped. */
export function keyTones(keys: string): Source {
  const sounds = Array.from(keys.toUpperCase(), (key) => {
    if (key === "W") return [silence(WAIT_MS)];
    const at = KEYS.indexOf(key);
    const low = ROWS_HZ[Math.floor(at / 4)];
    const high = COLUMNS_HZ[at % 4];
    if (low === undefined || high === undefined) return [];
    return [once(chord([low, high], TONE_MS)), silence(GAP_MS)];
  });
  return sequence(...sounds.flat());
}

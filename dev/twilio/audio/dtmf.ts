// Keys as tones (ITU-T Q.23).

import { once, sequence, silence } from "./sources.ts";
import { chord } from "./sources.ts";
import type { Source } from "./pcm.ts";

const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477, 1633];
const KEYS = "123A456B789C*0#D";

/** The two frequencies of a key, or null for what is no key. */
export function keyTones(key: string): [number, number] | null {
  const at = KEYS.indexOf(key.toUpperCase());
  const row = ROWS[Math.floor(at / 4)];
  const column = COLUMNS[at % 4];
  return key.length !== 1 || row === undefined || column === undefined ? null : [row, column];
}

/** The keys one after the other, 120 ms each; `w` is half a second of silence, as in TwiML's `digits`. */
export function keys(digits: string): Source {
  return sequence(
    ...Array.from(digits).flatMap((digit) => {
      if (digit === "w") return [silence(500)];
      const tones = keyTones(digit);
      return tones === null ? [] : [once(chord(tones, 120)), silence(80)];
    }),
  );
}

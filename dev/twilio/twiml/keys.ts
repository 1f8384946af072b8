// Keys sent to the far end, which hears them as its own tones (as RFC 4733 events, not as sound on the line).

import type { Call } from "../calls/call.ts";
import { type Clock, delay } from "../clock.ts";

/** Milliseconds a key takes, with the rest after it. */
const KEY_MS = 200;
/** Documented: `w` waits half a second. */
const WAIT_MS = 500;

/** Sends the keys one after the other; resolves after the last, or when `signal` aborts. */
export async function sendKeys(
  call: Call,
  digits: string,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<void> {
  for (const digit of digits.toUpperCase()) {
    if (signal.aborted) return;
    if (digit === "W") await delay(clock, WAIT_MS, signal);
    if (!/[0-9*#A-D]/.test(digit)) continue;
    call.sendDigits(digit);
    await delay(clock, KEY_MS, signal);
  }
}

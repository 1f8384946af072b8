// Connects two legs: what one sends the other gets, keys too.

import type { Call } from "./call.ts";

/** Returns the function that takes the two apart again. */
export function bridge(one: Call, other: Call): () => void {
  // A leg that was given another document is connected elsewhere before this bridge falls: each takes away its own only.
  const stopSound = one.line?.onFrame((frame) => other.line?.write(frame));
  const stopOtherSound = other.line?.onFrame((frame) => one.line?.write(frame));
  const stopOne = one.onKeys((digits) => other.sendDigits(digits));
  const stopOther = other.onKeys((digits) => one.sendDigits(digits));
  one.bridgedTo = other;
  other.bridgedTo = one;
  return () => {
    if (one.bridgedTo === other) one.bridgedTo = null;
    if (other.bridgedTo === one) other.bridgedTo = null;
    stopSound?.();
    stopOtherSound?.();
    stopOne();
    stopOther();
  };
}

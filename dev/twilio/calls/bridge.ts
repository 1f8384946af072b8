// Connects two legs: what one sends the other gets, keys too.

import type { Call } from "./call.ts";

/** Returns the function that takes the two apart again. */
export function bridge(one: Call, other: Call): () => void {
  one.line?.onFrame((frame) => other.line?.write(frame));
  other.line?.onFrame((frame) => one.line?.write(frame));
  const stopOne = one.onKeys((digits) => other.sendDigits(digits));
  const stopOther = other.onKeys((digits) => one.sendDigits(digits));
  return () => {
    one.line?.onFrame(null);
    other.line?.onFrame(null);
    stopOne();
    stopOther();
  };
}

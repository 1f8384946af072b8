// What a call costs, in US dollars. Twilio prices a call some time after its end.

import type { Call } from "../calls/call.ts";

/** How long after the end of a call its price is known. Assumed; a live account takes seconds to minutes. */
export const PRICE_AFTER_MS = 60_000;

/** A minute, by kind of leg. Assumed: United States list prices, whatever the country. */
const MINUTE = { client: 0.004, inbound: 0.0085, outbound: 0.014 };

/** The price as the API writes it (negative, five digits), null until it is known. */
export function callPrice(call: Call, now: number): string | null {
  if (call.endedAt === null || now < call.endedAt + PRICE_AFTER_MS) return null;
  // A call that nobody answered costs nothing and has no price (assumed).
  if (call.minutes === 0) return null;
  const far = call.direction === "inbound" ? call.from : call.to;
  const kind = far.startsWith("client:")
    ? "client"
    : call.direction === "inbound"
    ? "inbound"
    : "outbound";
  return (-call.minutes * MINUTE[kind]).toFixed(5);
}

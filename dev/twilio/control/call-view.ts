// A call as `/_control/calls` shows it.

import type { Heard } from "../audio/goertzel.ts";
import type { Call } from "../calls/call.ts";

const SILENT: Heard = { tones: [], level: 0 };
const iso = (ms: number | null) => ms === null ? null : new Date(ms).toISOString();

export function callView(call: Call) {
  return {
    sid: call.sid,
    parentSid: call.parent?.sid ?? null,
    from: call.from,
    to: call.to,
    direction: call.direction,
    status: call.status,
    startedAt: iso(call.createdAt),
    answeredAt: iso(call.answeredAt),
    endedAt: iso(call.endedAt),
    endedBy: call.endedBy,
    legs: call.children.map((leg) => leg.sid),
    conference: null,
    /** What the far end of this leg hears, and what it says, in the last second. */
    heard: call.line?.sent() ?? SILENT,
    said: call.line?.heard() ?? SILENT,
    /** Keys sent to the far end, and keys pressed there. */
    digits: { heard: call.digitsSent, said: call.digitsHeard },
  };
}

// A call as `/_control/calls` shows it.

import type { Heard } from "../audio/goertzel.ts";
import type { Call } from "../calls/call.ts";
import type { Conferences } from "../conferences/conferences.ts";

const SILENT: Heard = { tones: [], level: 0 };
const iso = (ms: number | null) => ms === null ? null : new Date(ms).toISOString();

export function callView(call: Call, conferences: Pick<Conferences, "all">) {
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
    conference: conferenceOf(call, conferences),
    /** What the far end of this leg hears, and what it says, in the last second. */
    heard: call.line?.sent() ?? SILENT,
    said: call.line?.heard() ?? SILENT,
    /** Keys sent to the far end, and keys pressed there. */
    digits: { heard: call.digitsSent, said: call.digitsHeard },
  };
}

/** The conference that the leg is in, or is called for. */
function conferenceOf(call: Call, conferences: Pick<Conferences, "all">) {
  if (call.isOver) return null;
  for (const conference of conferences.all(call.account.sid)) {
    const participant = conference.status === "completed" ? null : conference.find(call.sid);
    if (participant === null) continue;
    const { label, muted, hold, coach } = participant;
    const { sid, friendlyName, status } = conference;
    return { sid, friendlyName, status, label, muted, hold, coaching: coach !== null };
  }
  return null;
}

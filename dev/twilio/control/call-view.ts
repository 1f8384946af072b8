// A call as `/_control/calls` shows it.

import type { Heard } from "../audio/goertzel.ts";
import type { Call } from "../calls/call.ts";
import type { Conference } from "../conferences/conference.ts";
import type { Conferences } from "../conferences/conferences.ts";
import type { Participant } from "../conferences/participant.ts";

const SILENT: Heard = { tones: [], level: 0 };
const iso = (ms: number | null) => ms === null ? null : new Date(ms).toISOString();

export type CallView = ReturnType<typeof callView>;

export function callView(call: Call, conferences: Pick<Conferences, "all">) {
  const place = placeOf(call, conferences);
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
    conference: place === null ? null : conferenceView(place),
    /** The legs whose voices reach the far end of this one now. */
    hears: legsHeard(call, place),
    /** What the far end of this leg hears, and what it says, in the last second. */
    heard: call.line?.sent() ?? SILENT,
    said: call.line?.heard() ?? SILENT,
    /** Keys sent to the far end, and keys pressed there. */
    digits: { heard: call.digitsSent, said: call.digitsHeard },
  };
}

interface Place {
  conference: Conference;
  participant: Participant;
}

/** The conference that the leg is in, or is called for. */
function placeOf(call: Call, conferences: Pick<Conferences, "all">): Place | null {
  if (call.isOver) return null;
  for (const conference of conferences.all(call.account.sid)) {
    const participant = conference.status === "completed" ? null : conference.find(call.sid);
    if (participant !== null) return { conference, participant };
  }
  return null;
}

function conferenceView({ conference, participant }: Place) {
  const { label, muted, hold, coach, seat, plays } = participant;
  const { sid, friendlyName, status } = conference;
  const inside = seat !== null;
  return {
    sid,
    friendlyName,
    status,
    label,
    inside,
    muted,
    hold,
    coaching: coach !== null,
    plays,
  };
}

function legsHeard(call: Call, place: Place | null): string[] {
  if (place !== null) {
    return place.conference.heardBy(place.participant).map((one) => one.call.sid);
  }
  const { bridgedTo } = call;
  return call.isOver || bridgedTo === null || bridgedTo.isOver ? [] : [bridgedTo.sid];
}

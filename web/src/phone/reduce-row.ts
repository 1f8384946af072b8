import type { PhoneEvent } from "./events.ts";
import { endingByRow, isCutOff, isFinal } from "./ending.ts";
import type { TrackedCall } from "./model.ts";
import { end, hearTone, ring, talk } from "./reduce-call.ts";

type RowEvent = Extract<PhoneEvent, { type: "row" }>;

/** The call after a row of the database; a row of another call or an older version changes nothing. */
export function applyRow(call: TrackedCall, event: RowEvent): TrackedCall {
  const { row } = event;
  if (!isAbout(call, event) || (call.row && row.version <= call.row.version)) return call;
  const known = { ...call, row, view: { ...call.view, callId: row.id, ...lineOf(call, event) } };
  if (known.view.phase === "ended") {
    if (isFinal(row.status)) return end(known, known.view.ending, event.at);
    // The invitation was taken back before the database said who took it: the reason comes late.
    const late = row.direction === "inbound" && row.status === "in-progress" && !known.hungUp;
    return late ? pickedUp(known, event) : known;
  }
  if (isFinal(row.status)) {
    // We assumed the end, yet sound flows: the ear is right.
    if (row.assumed && call.opened && call.closedAt === null) return known;
    // Twilio calls it the agent's end when the agent's line broke.
    const lost = isCutOff(call) && row.ended_by !== "other";
    return end(known, lost ? "lost" : endingByRow(known, row), event.at);
  }
  // In server mode our line is open before theirs rings.
  if (row.status === "ringing") return hearTone(ring(known, event.at), known.opened);
  if (row.status === "in-progress") return pickedUp(known, event);
  return known;
}

function isAbout(call: TrackedCall, { row }: RowEvent): boolean {
  if (call.view.callId !== null) return call.view.callId === row.id;
  return call.ticket !== null && call.ticket === row.ticket;
}

function lineOf(call: TrackedCall, { row, lineName }: RowEvent) {
  if (call.view.line !== "") return {};
  return { line: row.direction === "inbound" ? row.to_number : row.from_number, lineName };
}

/** Somebody picked up. Only the SDK's open line makes that a talk of this phone. */
function pickedUp(call: TrackedCall, { row, at }: RowEvent): TrackedCall {
  const { phase, direction } = call.view;
  if (direction === "outbound") {
    return call.mode === "server" && call.opened ? talk(call, at) : call;
  }
  if (row.agent_id === null || call.opened) return call;
  // Mine while I only ring: this person answered in another tab.
  const elsewhere = row.agent_id !== call.me || phase === "incoming" || phase === "ended";
  return elsewhere ? end(call, "elsewhere", at) : call;
}

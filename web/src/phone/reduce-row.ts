import { shownAddress } from "../shared/withheld.ts";
import type { PhoneEvent } from "./events.ts";
import { endingByRow, isCutOff, isFinal } from "./ending.ts";
import type { TrackedCall } from "./model.ts";
import type { PhoneCall } from "./phone-state.ts";
import { end, givenTo, hearTone, ring, talk } from "./reduce-call.ts";
import { talkByRow } from "./talk.ts";

type RowEvent = Extract<PhoneEvent, { type: "row" }>;

/** The call after a row of the database; a row of another call or an older version changes nothing. */
export function applyRow(call: TrackedCall, event: RowEvent): TrackedCall {
  const { row } = event;
  if (!isAbout(call, event) || (call.row && row.version <= call.row.version)) return call;
  // What did not work out keeps this person in the call.
  const hasFailed = row.notice !== null && row.notice.at !== call.row?.notice?.at;
  const parting = hasFailed && call.view.phase !== "ended" ? null : call.parting;
  const known = { ...call, row, parting, view: byRow(call, event) };
  if (known.view.phase === "ended") {
    if (isFinal(row.status)) return end(known, known.view.ending, event.at);
    if (row.wiring === "conference") return goneOn(known, event);
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

/** What is shown of the call by its row. */
function byRow(call: TrackedCall, event: RowEvent): PhoneCall {
  const { row } = event;
  const view = { ...call.view, callId: row.id, ...lineOf(call, event) };
  if ("talk" in view) return { ...view, talk: talkByRow(view.talk, row) };
  const sent = row.open_legs.find((leg) => leg.role === "seat" && leg.agent_id === call.me);
  if (view.phase !== "incoming" || !sent?.purpose) return view;
  // The invitation may name whoever sent the call.
  const number = row.direction === "inbound" ? shownAddress(row.from_number) : row.to_number;
  return { ...view, number, sent, notice: row.notice };
}

/** The call goes on without this person. */
function goneOn(call: TrackedCall, { row }: RowEvent): TrackedCall {
  const { view } = call;
  if (view.phase !== "ended") return call;
  const isHere = row.open_legs.some((leg) => leg.role === "seat" && leg.agent_id === call.me);
  // Nobody hung up: somebody else of the team let this person go, or another tab did.
  const ending = view.ending === "by-them" && !isHere && row.open_legs.length > 1
    ? "left"
    : view.ending;
  return { ...call, view: { ...view, ending, ...givenTo(call, ending) } };
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
  // A call that rings here while others are in it already was sent here: it stays whose it was until this person answers.
  if (row.wiring !== "plain") return call;
  // Mine while I only ring: this person answered in another tab.
  const elsewhere = row.agent_id !== call.me || phase === "incoming" || phase === "ended";
  return elsewhere ? end(call, "elsewhere", at) : call;
}

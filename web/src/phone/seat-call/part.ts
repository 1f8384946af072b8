import type { Call } from "../../../../supabase/functions/_shared/contracts/call.ts";
import { shownAddress } from "../../shared/withheld.ts";
import { isFinal } from "../ending.ts";
import type { TrackedCall } from "../model.ts";
import type { PhoneCall } from "../phone-state.ts";
import { newTalk, talkByRow } from "../talk.ts";

/** What a seat has to do with a call, by its row: it is in it, or is offered it again after its page was lost. */
export function partOf(row: Call, seatId: number): "in" | "offered" | null {
  if (row.ended_at !== null || isFinal(row.status)) return null;
  if (row.interrupted_by === seatId) return "offered";
  if (row.status !== "in-progress") return null;
  const isIn = row.wiring === "conference"
    ? row.open_legs.some((leg) =>
      leg.role === "seat" && leg.agent_id === seatId && leg.status === "connected"
    )
    : row.agent_id === seatId;
  return isIn ? "in" : null;
}

function partiesOf(row: Call, seatId: number | null, lineName: string | null) {
  // A colleague's call comes in to whoever did not place it.
  const isIn = row.direction === "inbound" ||
    row.direction === "internal" && row.agent_id !== seatId;
  return {
    number: isIn ? shownAddress(row.from_number) : row.to_number,
    name: null,
    line: isIn ? row.to_number : row.from_number,
    lineName,
    direction: isIn ? "inbound" as const : "outbound" as const,
    callId: row.id,
  };
}

/** A call that rings here again, since its page is gone. */
export function offerOf(row: Call, lineName: string | null): PhoneCall {
  return {
    ...partiesOf(row, row.interrupted_by, lineName),
    phase: "incoming",
    since: Date.parse(row.interrupted_at ?? row.created_at),
    othersRing: 0,
    interrupted: true,
  };
}

/** The running call of a seat, of which this page has no sound. */
export function trackedOf(row: Call, seatId: number, lineName: string | null): TrackedCall {
  return {
    me: seatId,
    key: `elsewhere ${row.id}`,
    view: {
      ...partiesOf(row, seatId, lineName),
      phase: "in-call",
      since: Date.parse(row.answered_at ?? row.picked_up_at ?? row.created_at),
      talk: talkByRow(newTalk, row),
    },
    ticket: null,
    mode: row.mode,
    row,
    opened: true,
    hungUp: false,
    closedAt: null,
    errorCode: null,
    parting: null,
  };
}

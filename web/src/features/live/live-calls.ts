import {
  type Call,
  type Manner,
  type OpenLeg,
} from "../../../../supabase/functions/_shared/contracts/call.ts";
import {
  mannerNow,
  type SupervisorLeg,
} from "../../../../supabase/functions/_shared/contracts/supervision.ts";
import { type CallNames, type CallRow, toCallRow } from "../../calls/call-row.ts";
import type { Supervisors } from "../../calls/supervisors.ts";
import { shownAddress } from "../../shared/withheld.ts";

/** A call that goes on, as the Live page shows it. */
export interface LiveCall extends Pick<CallRow, "id" | "otherNumber" | "lineNumber" | "lineName"> {
  /** Whose call it is; null while nobody has it. */
  agentId: number | null;
  /** Other seats that talk in it. */
  colleagues: readonly number[];
  /** Who was added: numbers. */
  added: readonly string[];
  state:
    | { kind: "calling" | "ringing" | "talking" }
    | { kind: "hold"; since: number }
    | { kind: "several"; count: number };
  /** Epoch ms: of the talk, before it of the call. */
  since: number;
  /** This person talks in it, or is being rung by it. */
  isMine: boolean;
  /** It can be listened to. */
  isTalking: boolean;
  /** Nobody but the two was ever on the line: the first listen makes a gap. */
  isPlain: boolean;
  /** Who else supervises it. */
  supervisors: readonly { agentId: number; manner: Manner }[];
}

/** Those that go on, the oldest first. */
export function liveCallsOf(
  calls: Iterable<Call>,
  supervisors: Supervisors,
  names: CallNames,
): LiveCall[] {
  const legs = [...supervisors.values()];
  return [...calls]
    .filter((call) => call.ended_at === null && call.status !== "created")
    .toSorted((a, b) => a.id - b.id)
    .map((call) => liveCall(call, legs.filter((leg) => leg.call_id === call.id), names));
}

function liveCall(call: Call, supervisors: SupervisorLeg[], names: CallNames): LiveCall {
  const row = toCallRow(call, names);
  const legs = call.open_legs.filter(({ role }) => role !== "supervisor");
  const connected = legs.filter(({ status }) => status === "connected");
  const seats = connected.filter((leg) => leg.role === "seat");
  // Whoever is only asked does not have the call.
  const main = seats.findLast(({ purpose }) => purpose !== "consult") ?? seats.at(-1);
  const agentId = main?.agent_id ?? call.agent_id;
  const talkers = seats.flatMap((leg) => leg.agent_id ?? []);
  return {
    id: row.id,
    otherNumber: row.otherNumber,
    lineNumber: row.lineNumber,
    lineName: row.lineName,
    agentId,
    colleagues: [...new Set(talkers)].filter((id) => id !== agentId),
    added: connected.flatMap((leg) =>
      leg.role === "outside" ? shownAddress(leg.address) ?? [] : []
    ),
    state: stateOf(call, connected),
    since: row.talkingSince ?? row.createdAt,
    isMine: call.agent_id === names.myAgentId && legs.length === 0 ||
      legs.some((leg) => leg.role === "seat" && leg.agent_id === names.myAgentId),
    isTalking: call.status === "in-progress" && agentId !== null &&
      (legs.length === 0 || seats.length > 0),
    isPlain: call.wiring === "plain",
    supervisors: supervisors.flatMap((leg) =>
      leg.agent_id === names.myAgentId || leg.joined_at === null
        ? []
        : { agentId: leg.agent_id, manner: mannerNow(leg) }
    ),
  };
}

function stateOf(call: Call, connected: readonly OpenLeg[]): LiveCall["state"] {
  if (call.status !== "in-progress") {
    return {
      kind: call.direction === "outbound" && call.status !== "ringing" ? "calling" : "ringing",
    };
  }
  const outside = connected.filter(({ role }) => role !== "seat");
  const held = outside.flatMap(({ held_since }) =>
    held_since === null ? [] : Date.parse(held_since)
  );
  if (held.length > 0 && held.length === outside.length) {
    return { kind: "hold", since: Math.min(...held) };
  }
  return connected.length > 2 ? { kind: "several", count: connected.length } : { kind: "talking" };
}

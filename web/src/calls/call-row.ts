import type { Call, CallStatus } from "../../../supabase/functions/_shared/contracts/call.ts";
import { shownAddress } from "../shared/withheld.ts";
import type { OutcomeTag } from "./outcome-tags.ts";

/** A call as the list of calls shows it. */
export interface CallRow {
  id: number;
  /** Of a call between colleagues as this person sees it. */
  direction: "inbound" | "outbound";
  /** The other side: E.164, or another address as it came; null when withheld. */
  otherNumber: string | null;
  /** The name of a colleague on the other side; null for everybody outside. */
  otherName: string | null;
  /** The workspace's number, E.164. */
  lineNumber: string;
  lineName: string | null;
  /** Who placed or answered it; null while nobody has. */
  agentId: number | null;
  agentName: string | null;
  isMine: boolean;
  /** Placed it, answered it or joined it later: may write of it. */
  tookPart: boolean;
  status: CallStatus;
  /** Why it ended so, when more than the status is known. */
  endReason: string | null;
  endedBy: "agent" | "other" | null;
  /** Whole seconds from the first ring to the pick-up or the end; null before it rang. */
  ringSeconds: number | null;
  /** Whole seconds of talk; null when the two sides never talked, or still do. */
  talkedSeconds: number | null;
  /** Epoch ms. */
  createdAt: number;
  /** Epoch ms at which the talk began, for the timer of a live call; null before and after. */
  talkingSince: number | null;
  /** Epoch ms. */
  answeredAt: number | null;
  endedAt: number | null;
  /** Somebody wrote a note on it. */
  hasNote: boolean;
  /** There is a recording to listen to. */
  isRecorded: boolean;
  /** What came of it, in the workspace's words; the name is null until the words are read. */
  outcomeId: number | null;
  outcome: string | null;
}

/** What else a row needs, from the workspace. */
export interface CallNames {
  myAgentId: number;
  /** `client:<identity>` */
  myAddress: string;
  colleagues: ReadonlyMap<string, string>;
  agents: ReadonlyMap<number, string>;
  lines: ReadonlyMap<string, string | null>;
  outcomes: readonly OutcomeTag[];
}

export function toCallRow(call: Call, names: CallNames): CallRow {
  const toMe = call.to_number === names.myAddress;
  const inbound = toMe || call.direction === "inbound";
  const lineNumber = inbound ? call.to_number : call.from_number;
  const other = inbound ? call.from_number : call.to_number;
  const rang = moment(call.ringing_at);
  const pickedUp = moment(call.answered_at) ?? moment(call.picked_up_at);
  const ended = moment(call.ended_at);
  const rangUntil = pickedUp ?? ended;
  // Who calls a colleague is the agent of the call, and of one that nobody took, for whom it rang, nobody is.
  const isMine = toMe ? pickedUp !== null : call.agent_id === names.myAgentId;
  return {
    id: call.id,
    direction: inbound ? "inbound" : "outbound",
    otherNumber: shownAddress(other),
    otherName: names.colleagues.get(other) ?? null,
    lineNumber,
    lineName: names.lines.get(lineNumber) ?? null,
    agentId: toMe && !isMine ? null : call.agent_id,
    agentName: call.agent_id === null ? null : names.agents.get(call.agent_id) ?? null,
    isMine,
    tookPart: isMine || call.also_joined.includes(names.myAgentId),
    status: call.status,
    endReason: call.end_reason,
    endedBy: call.ended_by,
    ringSeconds: rang === null || rangUntil === null ? null : seconds(rang, rangUntil),
    talkedSeconds: talked(call, pickedUp, ended),
    createdAt: Date.parse(call.created_at),
    talkingSince: call.status === "in-progress" ? pickedUp : null,
    answeredAt: pickedUp,
    endedAt: ended,
    hasNote: call.has_note,
    isRecorded: call.is_recorded,
    outcomeId: call.outcome_tag_id,
    outcome: names.outcomes.find(({ id }) => id === call.outcome_tag_id)?.name ?? null,
  };
}

function talked(call: Call, from: number | null, to: number | null): number | null {
  if (call.status !== "completed") return null;
  return call.duration_s ?? (from === null || to === null ? null : seconds(from, to));
}

function moment(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

function seconds(from: number, to: number): number {
  return Math.max(0, Math.round((to - from) / 1000));
}

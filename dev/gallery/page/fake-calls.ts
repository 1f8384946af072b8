import type { JSX } from "solid-js";
import type { CallRow, Calls, OutcomeTag } from "../../../web/src/calls/calls.tsx";

const query = new URLSearchParams(location.search);
let id = 100;

function call(at: string, otherNumber: string | null, more: Partial<CallRow>): CallRow {
  return {
    id: id--,
    direction: "outbound",
    otherNumber,
    otherName: null,
    lineNumber: "+493023125610",
    lineName: "Sales Berlin",
    agentId: 1,
    agentName: "Jonas Lindqvist",
    isMine: true,
    tookPart: true,
    status: "completed",
    endReason: null,
    endedBy: "other",
    ringSeconds: 8,
    talkedSeconds: null,
    createdAt: Date.parse(`2026-06-${at}:00+02:00`),
    talkingSince: null,
    answeredAt: null,
    endedAt: null,
    hasNote: false,
    isRecorded: false,
    outcomeId: null,
    outcome: null,
    ...more,
  };
}

const inbound = { direction: "inbound" } as const;
const london = { lineNumber: "+442079460142", lineName: "London reservations" };
const booked = { outcomeId: 1, outcome: "Booked" };
const offer = { outcomeId: 2, outcome: "Wants an offer" };
const nobody = { agentId: null, agentName: null, isMine: false, tookPart: false };

/** Between colleagues; left out of the log of the mocks. */
const internal: CallRow[] = [
  call("17T14:40", "client:aoife", {
    ...inbound,
    otherName: "Aoife Ní Dhomhnaill",
    status: "no-answer",
    ringSeconds: 30,
  }),
  call("17T14:36", "client:priya", { otherName: "Priya Raman", talkedSeconds: 95 }),
];

const rows: CallRow[] = [
  ...(query.has("colleagues") ? internal : []),
  call("17T14:31", "+442079460117", {
    ...inbound,
    ...nobody,
    status: "no-answer",
    ringSeconds: 24,
  }),
  call("17T14:02", "+442079460018", { talkedSeconds: 372, ...booked, hasNote: true }),
  call("17T13:58", "+14155550146", { status: "no-answer", ringSeconds: 31 }),
  call("17T13:20", "+14155550132", { ...inbound, ...london, talkedSeconds: 1120, ...offer }),
  call("17T12:47", null, { ...inbound, talkedSeconds: 42 }),
  call("17T11:36", "+442079460163", { ...inbound, talkedSeconds: 125 }),
  call("17T11:04", "+493023125804", { status: "busy" }),
  call("17T10:41", "+493023125067", { ...inbound, talkedSeconds: 51 }),
  call("17T10:12", "+14155550177", { ...london, status: "failed", endReason: "not-in-service" }),
  call("16T16:11", "+442079460117", {
    ...inbound,
    talkedSeconds: 544,
    agentId: 2,
    agentName: "Priya Raman",
    isMine: false,
    tookPart: false,
  }),
  call("16T15:20", "+33199001246", { talkedSeconds: 211 }),
  call("16T11:02", "+14155550199", {
    ...inbound,
    ...london,
    talkedSeconds: 90,
    agentId: 4,
    agentName: "Tan Wei-Ling",
    isMine: false,
    tookPart: false,
  }),
];

const answeredAt = Date.parse("2026-06-17T14:38:03+02:00");
/** The call of the phone's states. */
const ingrid = { ...inbound, id: 41, answeredAt, ringSeconds: 4 };
const live = call("17T14:38", "+442079460117", {
  ...ingrid,
  status: "in-progress",
  talkingSince: answeredAt,
});
const ended = call("17T14:32", "+442079460117", {
  ...ingrid,
  answeredAt: Date.parse("2026-06-17T14:32:04+02:00"),
  endedAt: Date.parse("2026-06-17T14:41:18+02:00"),
  talkedSeconds: 554,
  ...(query.get("outcome") === "chosen" ? offer : {}),
});

const outcomes: OutcomeTag[] = [
  { id: 1, name: "Booked", key: 1 },
  { id: 2, name: "Wants an offer", key: 2 },
  { id: 3, name: "Call back", key: 3 },
  { id: 4, name: "Complaint", key: 4 },
  { id: 5, name: "Wrong number", key: 5 },
];

export function useCalls(): Calls {
  const shown = query.get("calls") === "none"
    ? []
    : query.get("calls") === "live"
    ? [live, ...rows]
    : query.get("calls") === "ended"
    ? [ended, ...rows]
    : rows;
  const today = shown.filter((call) => call.createdAt >= Date.parse("2026-06-17T00:00:00+02:00"));
  // The caller of the live call came through, and waits no longer.
  const missed = shown[0] === live
    ? []
    : shown.filter(({ otherName }) => otherName === null).slice(0, 1);
  const whole = { loaded: () => true, more: () => false, loadMore: () => {} };
  return {
    ...whole,
    calls: () => shown,
    outcomes: () => outcomes,
    live: () => query.get("live") !== "no",
    day: () => ({
      calls: today.length,
      talkedSeconds: today.reduce((sum, call) => sum + (call.talkedSeconds ?? 0), 0),
    }),
    toReturn: { ...whole, calls: () => missed, count: () => missed.length },
  };
}

export function CallsProvider(props: { children: JSX.Element }): JSX.Element {
  return props.children;
}

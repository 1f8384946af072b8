import type { CallRow } from "./call-row.ts";

/** A call for tests: an answered one that this agent placed. */
export function callRow(more: Partial<CallRow> = {}): CallRow {
  return {
    id: 1,
    direction: "outbound",
    otherNumber: "+442079460018",
    lineNumber: "+493023125610",
    lineName: "Sales Berlin",
    agentId: 1,
    agentName: "Jonas Lindqvist",
    isMine: true,
    status: "completed",
    endReason: null,
    endedBy: "other",
    ringSeconds: 8,
    talkedSeconds: 372,
    createdAt: Date.parse("2026-06-17T12:00:00Z"),
    talkingSince: null,
    ...more,
  };
}

import type { Call, OpenLeg } from "../../../supabase/functions/_shared/contracts/call.ts";
import type { Seat } from "../shared/workspace-data.ts";
import type { CallRow } from "./call-row.ts";

/** A call for tests: an answered one that this agent placed. */
export function callRow(more: Partial<CallRow> = {}): CallRow {
  return {
    id: 1,
    direction: "outbound",
    otherNumber: "+442079460018",
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
    talkedSeconds: 372,
    createdAt: Date.parse("2026-06-17T12:00:00Z"),
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

/** A row of `call`, of one that came in; every field that a test does not name is unremarkable. */
export function databaseCall(part: Partial<Call>): Call {
  return {
    id: 41,
    workspace_id: 1,
    ticket: null,
    direction: "inbound",
    mode: "browser",
    from_number: "+442079460142",
    to_number: "+493023125610",
    number_id: 3,
    agent_id: null,
    status: "ringing",
    wiring: "plain",
    open_legs: [],
    notice: null,
    interrupted_at: null,
    interrupted_by: null,
    assumed: false,
    end_reason: null,
    ended_by: null,
    created_at: "2026-11-25T10:00:00.000000+00:00",
    expires_at: null,
    ringing_at: null,
    picked_up_at: null,
    answered_at: null,
    ended_at: null,
    duration_s: null,
    to_return: false,
    also_joined: [],
    has_note: false,
    outcome_tag_id: null,
    recording: null,
    recording_since: null,
    is_recorded: false,
    can_be_recorded: false,
    version: 1,
    ...part,
  };
}

/** An agent's seat. */
export const agentSeat: Seat = {
  id: 7,
  workspaceId: 1,
  role: "agent",
  identity: "priya",
  displayName: "Priya Raman",
  active: true,
};

/** Somebody on the line of a call that is a conference: the caller, unless a test says otherwise. */
export function openLeg(part: Partial<OpenLeg> = {}): OpenLeg {
  return {
    id: 91,
    role: "caller",
    agent_id: null,
    address: "+442079460142",
    status: "connected",
    since: "2026-11-25T10:00:10.000000+00:00",
    held_since: null,
    purpose: null,
    asked_by: null,
    word: null,
    manner: null,
    ...part,
  };
}

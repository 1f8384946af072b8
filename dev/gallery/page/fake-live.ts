import type { Call, OpenLeg } from "../../../supabase/functions/_shared/contracts/call.ts";
import type { SupervisorLeg } from "../../../supabase/functions/_shared/contracts/supervision.ts";
import type { openCalls as open } from "../../../web/src/calls/open-calls.ts";
import type {
  followSupervisors as follow,
  Supervisors,
} from "../../../web/src/calls/supervisors.ts";
import { fixedNow } from "./fixed-time.ts";

const ago = (seconds: number) => new Date(fixedNow - seconds * 1000).toISOString();
const isEmpty = new URLSearchParams(location.search).get("calls") === "none";

function call(id: number, agentId: number, seconds: number, more: Partial<Call>): Call {
  return {
    id,
    recording: null,
    recording_since: null,
    is_recorded: false,
    can_be_recorded: false,
    workspace_id: 1,
    ticket: null,
    direction: "inbound",
    mode: "browser",
    from_number: "+442079460117",
    to_number: "+493023125610",
    number_id: 1,
    agent_id: agentId,
    status: "in-progress",
    wiring: "plain",
    open_legs: [],
    notice: null,
    assumed: false,
    end_reason: null,
    ended_by: null,
    created_at: ago(seconds + 9),
    expires_at: null,
    ringing_at: ago(seconds + 8),
    picked_up_at: ago(seconds),
    answered_at: null,
    ended_at: null,
    duration_s: null,
    to_return: false,
    interrupted_at: null,
    interrupted_by: null,
    also_joined: [],
    has_note: false,
    outcome_tag_id: null,
    version: 1,
    ...more,
  };
}

function leg(id: number, role: OpenLeg["role"], more: Partial<OpenLeg> = {}): OpenLeg {
  return {
    id,
    role,
    agent_id: null,
    address: "+442079460117",
    status: "connected",
    since: ago(600),
    held_since: null,
    purpose: null,
    asked_by: null,
    word: null,
    manner: null,
    ...more,
  };
}

const seat = (id: number, agentId: number) => leg(id, "seat", { agent_id: agentId });

const calls: Call[] = [
  call(41, 5, 727, { wiring: "conference", open_legs: [leg(1, "caller"), seat(2, 5)] }),
  call(42, 2, 1120, {
    from_number: "+33199001246",
    wiring: "conference",
    open_legs: [leg(3, "caller", { held_since: ago(66) }), seat(4, 2)],
  }),
  call(43, 6, 554, {
    from_number: "anonymous",
    wiring: "conference",
    open_legs: [leg(5, "caller"), seat(6, 6), leg(7, "outside", { address: "+493023125771" })],
  }),
  call(44, 4, 120, { from_number: "+14155550132" }),
  call(45, 3, 9, {
    direction: "outbound",
    from_number: "+442079460142",
    to_number: "+14155550146",
    status: "ringing",
    picked_up_at: null,
    ringing_at: ago(9),
    created_at: ago(9),
  }),
  call(46, 1, 61, { from_number: "+14155550177" }),
];

const other: SupervisorLeg = {
  id: 8,
  call_id: 43,
  agent_id: 2,
  supervises: 6,
  manner: "whisper",
  muted: false,
  coaches: 6,
  joined_at: ago(40),
  left_at: null,
  ended_at: null,
  version: 1,
};

/** As the product's, of calls that never change. */
export const openCalls: typeof open = (_client, _seat, told) => {
  told.report(new Map(isEmpty ? [] : calls.map((each) => [each.id, each])));
  told.onLive(true);
  return { refetch: () => {}, close: () => {} };
};

export const followSupervisors: typeof follow = (_client, _workspaceId, report) => {
  const legs: Supervisors = new Map([[other.id, other]]);
  report(legs);
  return () => {};
};

// For tests alone.
import type { Policy } from "../../../../../supabase/functions/_shared/contracts/policy.ts";
import type { Colleague } from "../../../shared/colleagues.ts";
import { type Candidate, findCandidates, type Purpose } from "./candidates.ts";
import { typedNumber } from "./typed-number.ts";

export const policy: Policy = {
  workspace_id: 1,
  allowed_countries: ["DE", "GB"],
  agent_calls_per_minute: null,
  agent_minutes_per_day: null,
  workspace_calls_per_minute: null,
  workspace_minutes_per_day: null,
  when_capped: "refuse",
  time_zone: "Europe/Berlin",
  calling_hours: null,
  block_withheld: false,
  paused_at: null,
  paused_until: null,
  pause_cause: null,
  pause_limit: null,
  wrap_up_s: null,
  outcome_required: false,
  show_listeners: true,
};

export function colleague(agentId: number, name: string, status: Colleague["status"]): Colleague {
  return { agentId, address: `client:agent_${agentId}`, name, status, since: null };
}

/** The one who picks is in there as well. */
export const team = [
  colleague(1, "Jonas Lindqvist", "on-a-call"),
  colleague(2, "Siobhán Featherstonehaugh", "offline"),
  colleague(3, "Tan Wei-Ling", "away"),
  colleague(4, "Priya Raman", "available"),
  colleague(5, "Aoife Ní Dhomhnaill", "on-a-call"),
  colleague(6, "Åse Sørensen", "available"),
  colleague(8, "Zofia Grześkowiak", "wrap-up"),
];

const lines = new Map([
  ["+493023125610", "Sales Berlin"],
  ["+442079460142", "London reservations"],
  ["+493023125611", null],
]);

/** What a text finds in this workspace. */
export function find(text: string, purpose: Purpose = "transfer", colleagues = team): Candidate[] {
  const number = typedNumber(text, "DE", { policy, pause: null, mayCallEmergencies: false });
  return findCandidates({ purpose, text, colleagues, ownSeat: 1, lines, country: "DE", number });
}

/** One that the text finds. */
export function findOne(text: string, purpose: Purpose = "transfer"): Candidate {
  const [one] = find(text, purpose);
  if (one === undefined) throw new Error(`Cannot test: "${text}" finds nothing`);
  return one;
}

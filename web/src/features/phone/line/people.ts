import type { OpenLeg } from "../../../../../supabase/functions/_shared/contracts/call.ts";
import type { Recipient } from "../../../phone/phone-state.ts";
import { shownAddress } from "../../../shared/withheld.ts";
import { type Party, partyOf } from "../party.ts";
import { people as words } from "./words.ts";

/** `agent.id` to the name of the colleague. */
export type AgentNames = ReadonlyMap<number, string>;

/** Who is on that leg. The call's own other side may have a name; everybody else outside is known by number. */
export function partyOn(leg: OpenLeg, call: Party, agents: AgentNames): Party {
  if (leg.role === "seat") return { name: colleagueName(leg.agent_id, agents), number: null };
  if (leg.role === "outside") return { name: null, number: shownAddress(leg.address) };
  return call;
}

export function nameOf(leg: OpenLeg, call: Party, agents: AgentNames): string {
  return partyOf(partyOn(leg, call, agents));
}

/** As one speaks of them in passing: a colleague by the first name. */
export function shortNameOf(leg: OpenLeg, call: Party, agents: AgentNames): string {
  return leg.role === "seat" ? shortColleagueName(leg.agent_id, agents) : nameOf(leg, call, agents);
}

/** "Priya Raman", "A colleague". */
export function colleagueName(id: number | null, agents: AgentNames): string {
  return agents.get(id ?? 0) ?? words.colleague;
}

/** "Priya", "A colleague". */
export function shortColleagueName(id: number | null, agents: AgentNames): string {
  return agents.get(id ?? 0)?.split(/\s/)[0] ?? words.colleague;
}

/** To whom a call was given; null where that is not known. */
export function recipientName(to: Recipient | null, agents: AgentNames): string | null {
  if (to === null) return null;
  if (to.agentId !== null) return colleagueName(to.agentId, agents);
  return to.address === null ? null : partyOf({ name: null, number: shownAddress(to.address) });
}

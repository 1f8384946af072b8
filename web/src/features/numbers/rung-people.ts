import type { Colleague } from "../../shared/colleagues.ts";
import type { Uses } from "./numbers-table.ts";

/** The people that a number rings, by name, and whether one of them would ring right now. */
export function rungPeople(
  uses: Uses | undefined,
  people: readonly Colleague[],
): { names: string[]; anybodyNow: boolean } {
  const rung = people.filter(({ agentId }) => uses?.get(agentId)?.rings);
  return {
    names: rung.map(({ name }) => name),
    anybodyNow: rung.some(({ status }) => status === "available"),
  };
}

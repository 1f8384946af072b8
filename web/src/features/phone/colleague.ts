import type { Party } from "./party.ts";

/** Whether the other side is a browser of the team, and no telephone: it has no number that anybody could read. */
export function isColleague({ number }: Party): boolean {
  return number?.startsWith("client:") === true;
}

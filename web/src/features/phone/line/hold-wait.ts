import type { CallIn } from "../phases.ts";
import { type LineUp, lineUpOf, waitsSince } from "./line-up.ts";

/** After so long on hold, and each time again, the person is reminded of who waits; in ms. */
const everyMs = 60_000;

/** Since when somebody waits of whom this person has to think, in epoch ms; null while there is nobody. */
export function waitingSince(
  call: Pick<CallIn<"in-call">, "elsewhere" | "talk"> | null,
  { waiting, host, heldSince }: Pick<LineUp, "waiting" | "host" | "heldSince">,
): number | null {
  // What sounds in another page is heard there, and nothing is while the line is down.
  if (call === null || call.elsewhere || call.talk.reconnectingSince !== null) return null;
  // Whoever asked this person, or put them on hold, has the call and is reminded.
  if (host !== null || heldSince !== null || waiting.length === 0) return null;
  return waitsSince(waiting);
}

/** Since when the call beside the running one waits, in epoch ms. @param me the agent whose phone this is */
export function besideSince({ talk, since }: CallIn<"in-call">, me: number): number {
  const { waiting } = lineUpOf(talk, me);
  return waiting.length > 0 ? waitsSince(waiting) : since;
}

/** How often it was time for a reminder until `now`. @param now and @param since epoch ms */
export function remindersBy(now: number, since: number): number {
  return Math.max(0, Math.floor((now - since) / everyMs));
}

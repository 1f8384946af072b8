import type { Presence } from "../../../supabase/functions/_shared/contracts/presence.ts";
import { wrapUpOf } from "./wrap-up.ts";
import type { Seat } from "./workspace-data.ts";

/** Somebody of the workspace, with what is proved about them. */
export interface Colleague {
  agentId: number;
  name: string;
  status: "available" | "away" | "offline" | "on-a-call" | "wrap-up";
  /** Epoch ms of the last change, or null when they never were online. */
  since: number | null;
}

/** A beat older than this proves nothing any more: the agent is not rung. */
const staleAfterMs = 25_000;
/** Who is there is read again so often while somebody looks: beats are not broadcast. */
const lookEveryMs = 20_000;
const lookAtMostEveryMs = 1_000;

/**
 * What everybody does, for the list of colleagues.
 * @param now epoch ms of the server's clock when this was known
 */
export function colleaguesAt(
  now: number,
  people: readonly Seat[],
  presence: ReadonlyMap<number, Presence>,
  busySince: ReadonlyMap<number, number>,
): Colleague[] {
  return people.filter((seat) => seat.active).map((seat): Colleague => {
    const base = { agentId: seat.id, name: seat.displayName };
    const busy = busySince.get(seat.id);
    if (busy !== undefined) return { ...base, status: "on-a-call", since: busy };
    const seen = presence.get(seat.id);
    if (!seen) return { ...base, status: "offline", since: null };
    if (seen.status !== "offline" && provedForMs(now, seen) < 0) {
      return { ...base, status: "offline", since: heardAt(seen) };
    }
    const status = wrapUpOf(seen, now) === null ? seen.status : "wrap-up";
    return { ...base, status, since: Date.parse(seen.changed_at) };
  });
}

/**
 * When to look again, in ms: as soon as the oldest beat would prove nothing any more, so that whoever left is gone by then,
 * and nobody who stayed is taken for gone; or as soon as somebody is done with their last call.
 * @param now epoch ms of the server's clock when this was known
 */
export function lookAgainInMs(now: number, presence: ReadonlyMap<number, Presence>): number {
  const ends = [...presence.values()]
    .filter(({ status }) => status !== "offline")
    .flatMap((seen) => [provedForMs(now, seen), (wrapUpOf(seen, now)?.until ?? -Infinity) - now])
    .filter((ms) => ms >= 0);
  return Math.max(lookAtMostEveryMs, Math.min(lookEveryMs, ...ends.map((ms) => ms + 1)));
}

/** For how long the last beat still proves that somebody is there, in ms; negative: not any more. */
function provedForMs(now: number, seen: Presence): number {
  return (heardAt(seen) ?? -Infinity) + staleAfterMs - now;
}

function heardAt(seen: Presence): number | null {
  return seen.heard_at === null ? null : Date.parse(seen.heard_at);
}

import type { Presence } from "../../../supabase/functions/_shared/contracts/presence.ts";
import type { Seat } from "./workspace-data.ts";

/** Somebody of the workspace, with what is proved about them. */
export interface Colleague {
  agentId: number;
  name: string;
  status: "available" | "away" | "offline" | "on-a-call";
  /** Epoch ms of the last change, or null when they never were online. */
  since: number | null;
}

/** A heartbeat older than this proves nothing any more: the agent is not rung. */
const staleAfterMs = 25_000;

/**
 * What everybody does, for the list of colleagues.
 * @param now epoch ms of the server's clock as well as it is known
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
    const heard = seen.heard_at === null ? null : Date.parse(seen.heard_at);
    if (seen.status === "available" && (heard === null || now - heard > staleAfterMs)) {
      return { ...base, status: "offline", since: heard };
    }
    return { ...base, status: seen.status, since: Date.parse(seen.changed_at) };
  });
}

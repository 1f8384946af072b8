import type { Presence } from "../../../supabase/functions/_shared/contracts/presence.ts";

/** The person has just talked and is not rung yet. */
export interface WrapUp {
  /** Epoch ms. */
  until: number;
}

/**
 * Only who would ring wraps up: whoever is away or offline is not rung anyway.
 * @param now epoch ms of the server's clock
 */
export function wrapUpOf(presence: Presence | null | undefined, now: number): WrapUp | null {
  if (presence?.status !== "available" || presence.free_from === null) return null;
  const until = Date.parse(presence.free_from);
  return until > now ? { until } : null;
}

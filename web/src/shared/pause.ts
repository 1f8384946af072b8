import type { Policy } from "../../../supabase/functions/_shared/contracts/policy.ts";
import { createUntil } from "./until.ts";

/** Calls out are paused. */
export interface Pause {
  /** A limit of the workspace that was reached, and how much it was; or an admin. */
  cause: "calls" | "minutes" | "admin";
  limit: number | null;
  /** Epoch ms. */
  until: number;
  /** IANA name: the workspace's zone. */
  timeZone: string;
}

/** @param now epoch ms */
export function pauseOf(policy: Policy | null, now: number): Pause | null {
  if (policy === null || policy.paused_until === null || policy.pause_cause === null) return null;
  const until = Date.parse(policy.paused_until);
  if (until <= now) return null;
  return {
    cause: policy.pause_cause,
    limit: policy.pause_limit,
    until,
    timeZone: policy.time_zone,
  };
}

/** The pause that holds now. */
export function createPause(policy: () => Policy | null): () => Pause | null {
  return createUntil((now) => pauseOf(policy(), now));
}

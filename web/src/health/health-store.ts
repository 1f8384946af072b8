// Loaded for admins only, after the page has painted.
import type { SupabaseClient } from "@supabase/supabase-js";
import * as v from "valibot";
import {
  type HealthCheck,
  HealthCheckSchema,
} from "../../../supabase/functions/_shared/contracts/health.ts";
import { followTopic } from "../shared/live-topic.ts";
import { readRows } from "../shared/read-rows.ts";

const columns = "check,level,finding,facts,repair,since,checked_at";

/** What the last check found, live: whoever ran it, and the hourly run. */
export interface HealthStore {
  /** Settles when what is stored now is reported. */
  refetch: () => Promise<void>;
  close: () => void;
}

/**
 * Keeps what the checks of the workspace's connection found.
 * @param report is told each change
 * @param failed is told when a read failed; what is known stays
 */
export function openHealth(
  client: SupabaseClient,
  workspaceId: number,
  report: (checks: readonly HealthCheck[]) => void,
  failed: (error: unknown) => void,
): HealthStore {
  let closed = false;
  let asked = 0;
  async function read(): Promise<void> {
    const mine = ++asked;
    const query = client.from("health_check").select(columns).eq("workspace_id", workspaceId);
    const rows = await readRows(query, v.unknown());
    const checks = rows.flatMap((row) => {
      const check = v.safeParse(HealthCheckSchema, row);
      // A newer function than this page may find what it has no words for; the others still count.
      if (!check.success) failed(new Error("Cannot read health check: unknown shape"));
      return check.success ? [check.output] : [];
    });
    // Of two answers the later question's is the newer one.
    if (!closed && mine === asked) report(checks);
  }
  const refetch = () => read().catch(failed);
  const unfollow = followTopic(client, `workspace:${workspaceId}:health`, {
    event: "health",
    onJoin: () => void refetch(),
    onPayload: () => void refetch(),
  });
  void refetch();
  return {
    refetch,
    close: () => {
      closed = true;
      unfollow();
    },
  };
}

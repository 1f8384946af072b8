import type { SupabaseClient } from "@supabase/supabase-js";
import * as v from "valibot";
import {
  type SupervisorLeg,
  SupervisorLegSchema,
} from "../../../supabase/functions/_shared/contracts/supervision.ts";
import { followTopic } from "../shared/live-topic.ts";
import { readRows } from "../shared/read-rows.ts";

const columns = Object.keys(SupervisorLegSchema.entries).join(",");

/** The supervisors' lines by their ids, without those that are over. */
export type Supervisors = ReadonlyMap<number, SupervisorLeg>;

/** Takes news in; what is older than what is known changes nothing. */
export function withLeg(known: Supervisors, leg: SupervisorLeg): Supervisors {
  if ((known.get(leg.id)?.version ?? 0) > leg.version) return known;
  const legs = new Map(known);
  if (leg.left_at === null && leg.ended_at === null) legs.set(leg.id, leg);
  else legs.delete(leg.id);
  return legs;
}

/** Follows them until the function that it answers is called. */
export type FollowSupervisors = (onLegs: (legs: Supervisors) => void) => () => void;

/** Those of a workspace. */
export function supervisorsOf(client: SupabaseClient, workspaceId: number): FollowSupervisors {
  return (onLegs) => followSupervisors(client, workspaceId, onLegs, (error) => console.warn(error));
}

/**
 * Keeps who supervises which call of the workspace, live. Only supervisors and admins are answered, and hear of it.
 * @param failed is told when a read failed; what is known stays what it was
 * @returns stops
 */
export function followSupervisors(
  client: SupabaseClient,
  workspaceId: number,
  report: (legs: Supervisors) => void,
  failed: (error: unknown) => void,
): () => void {
  let legs: Supervisors = new Map();
  let closed = false;
  /** What came while the rows were read is newer than they are. */
  let heard: SupervisorLeg[] = [];
  const change = (to: Supervisors) => {
    legs = to;
    if (!closed) report(legs);
  };

  async function read(): Promise<void> {
    heard = [];
    const query = client.from("call_leg").select(columns).eq("workspace_id", workspaceId)
      .eq("role", "supervisor").is("ended_at", null);
    const rows = await readRows(query, SupervisorLegSchema);
    change([...rows, ...heard].reduce(withLeg, new Map<number, SupervisorLeg>()));
  }

  const refetch = () => void read().catch(failed);
  refetch();
  const stop = followTopic(client, `workspace:${workspaceId}:calls`, {
    event: "supervisor",
    onJoin: refetch,
    onPayload(payload) {
      const leg = v.safeParse(SupervisorLegSchema, payload);
      if (!leg.success) return failed(new Error("Cannot read supervisor: unknown shape"));
      heard.push(leg.output);
      change(withLeg(legs, leg.output));
    },
  });
  return () => {
    closed = true;
    stop();
  };
}

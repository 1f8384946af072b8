import type { Manner, OpenLeg } from "../../../../../supabase/functions/_shared/contracts/call.ts";

/** Who supervises, of those on the line; whoever is still being connected hears nothing yet. */
export function supervisorsOn(
  legs: readonly OpenLeg[],
): readonly { agentId: number | null; manner: Manner }[] {
  return legs.flatMap(({ role, status, agent_id: agentId, manner }) =>
    role === "supervisor" && status === "connected" && manner ? { agentId, manner } : []
  );
}

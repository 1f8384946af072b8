import type { Call } from "../../../supabase/functions/_shared/contracts/call.ts";
import { isFinal } from "./ending.ts";
import type { PhoneServer } from "./server.ts";

/** A ticket lives 60 s; a minute more for clocks that differ. */
const freshForMs = 120_000;

/**
 * Finds the call that a `Ticket` stands for, if this agent just ordered it. Whoever could ring this
 * dialer with a made-up ticket would otherwise listen in on the room.
 */
export async function readServerCall(
  server: Pick<PhoneServer, "readCall">,
  ticket: string,
  myAgentId: number,
  now: number,
): Promise<Call | null> {
  const row = await server.readCall({ ticket });
  const own = row?.ticket === ticket && row.mode === "server" && row.agent_id === myAgentId;
  if (!own || isFinal(row.status)) return null;
  return now - Date.parse(row.created_at) <= freshForMs ? row : null;
}

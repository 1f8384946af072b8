import * as v from "valibot";
import { IdSchema, MomentSchema } from "./fields.ts";

/** What the person chose. `heard_at` says whether it is still true. */
export const PresenceStatusSchema = v.picklist(["available", "away", "offline"]);
export type PresenceStatus = v.InferOutput<typeof PresenceStatusSchema>;

/** A row of `agent_presence`, and the payload of the realtime event `presence`. */
export const PresenceSchema = v.object({
  agent_id: IdSchema,
  status: PresenceStatusSchema,
  changed_at: MomentSchema,
  /** The last beat; older than 25 s means that the agent does not ring. Null before the first. */
  heard_at: v.nullable(MomentSchema),
  /** Not rung before this moment: wrap-up. Null, or past: free at once. */
  free_from: v.nullable(MomentSchema),
});

export type Presence = v.InferOutput<typeof PresenceSchema>;

/** What is chosen for a seat, as `choose_presence` and `beat` answer it, and the server's time. */
export const SeatChoiceSchema = v.object({
  ok: v.literal(true),
  status: PresenceStatusSchema,
  changed_at: MomentSchema,
  now: MomentSchema,
});

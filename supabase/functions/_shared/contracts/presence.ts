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
  /** The last beat; older than 25 s means that the agent does not ring. */
  heard_at: v.nullable(MomentSchema),
});

export type Presence = v.InferOutput<typeof PresenceSchema>;

import * as v from "valibot";
import { IdSchema, RoleSchema } from "./fields.ts";

/** The payload of the realtime event `seat` on the person's own topic: what the seat is now. */
export const SeatNewsSchema = v.object({
  agent_id: IdSchema,
  workspace_id: IdSchema,
  active: v.boolean(),
  role: RoleSchema,
  display_name: v.string(),
});

export type SeatNews = v.InferOutput<typeof SeatNewsSchema>;

import * as v from "valibot";
import { type Manner, MannerSchema } from "./call.ts";
import { IdSchema, MomentSchema } from "./fields.ts";

/**
 * A supervisor's line in a call, as supervisors and admins see it: a row of `call_leg` read over REST and the payload of
 * the realtime event `supervisor` are the same shape.
 */
export const SupervisorLegSchema = v.object({
  id: IdSchema,
  call_id: IdSchema,
  /** Who supervises. */
  agent_id: IdSchema,
  /** The seat that is listened to. */
  supervises: v.nullable(IdSchema),
  /** What was asked for. */
  manner: MannerSchema,
  /** As Twilio was last told; so is `coaches`, the leg that alone hears the supervisor. */
  muted: v.boolean(),
  coaches: v.nullable(IdSchema),
  /** In the call since. */
  joined_at: v.nullable(MomentSchema),
  left_at: v.nullable(MomentSchema),
  ended_at: v.nullable(MomentSchema),
  /** Grows with each change: a smaller one is older news. */
  version: v.pipe(v.number(), v.integer()),
});

export type SupervisorLeg = v.InferOutput<typeof SupervisorLegSchema>;

/** Who hears the supervisor now, as `private.manner_now` in the database. */
export function mannerNow({ muted, coaches }: Pick<SupervisorLeg, "muted" | "coaches">): Manner {
  if (muted) return "listen";
  return coaches === null ? "join" : "whisper";
}

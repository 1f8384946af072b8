import * as v from "valibot";
import { IdSchema, MomentSchema } from "./fields.ts";

/** From `created` on a status only moves forward in this order; the last six are final. */
export const callStatuses = [
  "created",
  "initiated",
  "ringing",
  "in-progress",
  "completed",
  "busy",
  "no-answer",
  "failed",
  "canceled",
  "never-connected",
] as const;

export const CallStatusSchema = v.picklist(callStatuses);
export type CallStatus = v.InferOutput<typeof CallStatusSchema>;

/**
 * A call as a browser sees it: a row of `call` read over REST and the payload of the realtime event
 * `call` are the same shape. More fields may come; these are the ones the web relies on.
 */
export const CallSchema = v.object({
  id: IdSchema,
  workspace_id: IdSchema,
  /** The outbound call's ticket, which its agent's dialer compares in server mode. */
  ticket: v.nullable(v.string()),
  direction: v.picklist(["inbound", "outbound"]),
  mode: v.picklist(["browser", "server"]),
  /** E.164, or whatever Twilio reports for a hidden caller. */
  from_number: v.string(),
  to_number: v.string(),
  number_id: v.nullable(IdSchema),
  /** Who placed it or answered it. */
  agent_id: v.nullable(IdSchema),
  status: CallStatusSchema,
  /** True while we assumed the status ourselves; Twilio's word replaces it. */
  assumed: v.boolean(),
  end_reason: v.nullable(v.string()),
  ended_by: v.nullable(v.picklist(["agent", "other"])),
  created_at: MomentSchema,
  /** Until when the ticket of an outbound call may be redeemed. */
  expires_at: v.nullable(MomentSchema),
  ringing_at: v.nullable(MomentSchema),
  picked_up_at: v.nullable(MomentSchema),
  /** Set only when the two parties were bridged. */
  answered_at: v.nullable(MomentSchema),
  ended_at: v.nullable(MomentSchema),
  /** Seconds of talk. */
  duration_s: v.nullable(v.pipe(v.number(), v.integer())),
  /** Missed, and since then nobody has reached or tried the caller. */
  to_return: v.boolean(),
  /** Grows by one with each change of the row: a smaller one is older news. */
  version: v.pipe(v.number(), v.integer()),
});

export type Call = v.InferOutput<typeof CallSchema>;

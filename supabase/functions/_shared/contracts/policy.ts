import * as v from "valibot";
import { IdSchema, MomentSchema } from "./fields.ts";

const LimitSchema = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1)));

/** Times of day in the workspace's zone, `24:00` for the day's end. */
const DayHoursSchema = v.object({ from: v.string(), to: v.string() });

/**
 * The rules for a workspace's outgoing calls: a row of `workspace_policy` read over REST and the
 * payload of the realtime event `policy` are the same shape.
 */
export const PolicySchema = v.object({
  workspace_id: IdSchema,
  /** ISO 3166 alpha-2. */
  allowed_countries: v.array(v.string()),
  /** Null: no limit. */
  agent_calls_per_minute: LimitSchema,
  agent_minutes_per_day: LimitSchema,
  workspace_calls_per_minute: LimitSchema,
  workspace_minutes_per_day: LimitSchema,
  when_capped: v.picklist(["refuse", "pause"]),
  /** IANA name. */
  time_zone: v.string(),
  /** Seven days from Monday on; null: at any time. */
  calling_hours: v.nullable(v.pipe(v.array(v.nullable(DayHoursSchema)), v.length(7))),
  block_withheld: v.boolean(),
  /** Agents see which supervisor listens to their call. */
  show_listeners: v.boolean(),
  paused_at: v.nullable(MomentSchema),
  /** After this moment calls are allowed again, whatever the other columns say. */
  paused_until: v.nullable(MomentSchema),
  pause_cause: v.nullable(v.picklist(["calls", "minutes", "admin"])),
  pause_limit: LimitSchema,
  /** Seconds after a call before the next one rings; null: none. */
  wrap_up_s: LimitSchema,
  /** Wrap-up can't be ended before its call has an outcome. */
  outcome_required: v.boolean(),
});

export type Policy = v.InferOutput<typeof PolicySchema>;
export type DayHours = v.InferOutput<typeof DayHoursSchema>;

/** The columns, for `select`. */
export const policyColumns = Object.keys(PolicySchema.entries).join(",");

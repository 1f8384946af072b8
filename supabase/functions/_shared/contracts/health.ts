import * as v from "valibot";
import { E164Schema, IdFieldSchema, SidSchema } from "./fields.ts";
import { FindingSchema } from "./health_findings.ts";

const workspaceId = IdFieldSchema;

/** `POST /health`: an admin has the connection checked, or has a number called. */
export const HealthRequestSchema = v.variant("action", [
  /** Runs every check, stores what was found and answers with it. */
  v.object({ action: v.literal("check"), workspaceId }),
  /** Calls a number from another one of the workspace's, through Twilio, as an outsider would. */
  v.object({ action: v.literal("test-call"), workspaceId, number: E164Schema }),
]);

export type HealthRequest = v.InferOutput<typeof HealthRequestSchema>;

/**
 * A row of `health_check`, as a browser reads it. The sentence is the web's: `finding` names it, `facts` hold what it
 * tells.
 */
export const HealthCheckSchema = v.intersect([
  FindingSchema,
  v.object({
    /** Since when the check has had this level. */
    since: v.string(),
    checked_at: v.string(),
  }),
]);

export type HealthCheck = v.InferOutput<typeof HealthCheckSchema>;

/** What `check` answers: every check, in the order of `healthChecks`. */
export const HealthAnswerSchema = v.object({ checks: v.array(HealthCheckSchema) });

export type HealthAnswer = v.InferOutput<typeof HealthAnswerSchema>;

/**
 * What `test-call` answers. The web then watches `call`: an inbound row of `number`, from `from`, made at or after
 * `watchFrom`.
 */
export const TestCallAnswerSchema = v.variant("outcome", [
  v.object({
    outcome: v.literal("placed"),
    number: E164Schema,
    from: E164Schema,
    callSid: SidSchema("CA"),
    watchFrom: v.string(),
    /** Twilio bills the outgoing and the incoming call, each at least a minute. */
    billedLegs: v.literal(2),
  }),
  /** There is no second number to call from: a person has to dial it, and one leg is billed. */
  v.object({
    outcome: v.literal("dial-it"),
    number: E164Schema,
    watchFrom: v.string(),
    billedLegs: v.literal(1),
  }),
]);

export type TestCallAnswer = v.InferOutput<typeof TestCallAnswerSchema>;

/**
 * The message on the private topic `workspace:<id>:health`, once per run and whenever something is forgotten: read the
 * table again.
 */
export const HealthMessageSchema = v.object({
  red: v.number(),
  amber: v.number(),
  checked_at: v.nullable(v.string()),
});

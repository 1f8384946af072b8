import * as v from "valibot";
import { IdSchema } from "../contracts/fields.ts";
import type { FormRecord } from "../domain/form.ts";
import { type Database, parseAnswer } from "./database.ts";

/** A webhook as it came, before anybody knows whether Twilio sent it. */
export interface Webhook {
  kind: "voice" | "action" | "status" | "conference";
  accountSid: string;
  signature: string;
  /** The strings that Twilio may have signed; the database compares them with its auth token. */
  signed: readonly string[];
  form: FormRecord;
  query: FormRecord;
  /** Twilio's own mark of a retry. */
  idempotencyToken: string | null;
}

const SecondsSchema = v.pipe(v.number(), v.integer(), v.minValue(1));

const NextStepSchema = v.variant("do", [
  v.object({
    do: v.literal("dial-number"),
    to: v.string(),
    caller_id: v.string(),
    call_id: IdSchema,
    step_id: IdSchema,
    leg_id: IdSchema,
    timeout_s: SecondsSchema,
    time_limit_s: SecondsSchema,
  }),
  v.object({
    do: v.literal("dial-clients"),
    identities: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(10)),
    caller_id: v.string(),
    call_id: IdSchema,
    step_id: IdSchema,
    round: v.pipe(v.number(), v.integer(), v.minValue(1)),
    timeout_s: SecondsSchema,
    time_limit_s: SecondsSchema,
  }),
  v.object({
    do: v.literal("say"),
    sentence: v.picklist(["nobody-available", "cannot-place", "not-in-service"]),
  }),
  v.object({ do: v.literal("reject") }),
  v.object({ do: v.literal("hangup") }),
]);

/** What Twilio is to do next, as the database decided. */
export type NextStep = v.InferOutput<typeof NextStepSchema>;

const VerdictSchema = v.variant("verdict", [
  v.object({ verdict: v.literal("forbidden") }),
  v.object({ verdict: v.literal("invalid"), reason: v.string() }),
  v.object({
    verdict: v.literal("ok"),
    call_id: v.nullable(IdSchema),
    applied: v.boolean(),
    reason: v.nullable(v.string()),
    answer: v.optional(v.nullable(NextStepSchema), null),
  }),
]);

export type Verdict = v.InferOutput<typeof VerdictSchema>;

/** Has the database check the signature and apply the event: one request, one transaction. */
export async function applyWebhook(database: Database, webhook: Webhook): Promise<Verdict> {
  const answer = await database("apply_webhook", {
    kind: webhook.kind,
    account_sid: webhook.accountSid,
    signature: webhook.signature,
    signed: webhook.signed,
    form: webhook.form,
    query: webhook.query,
    idempotency_token: webhook.idempotencyToken,
  });
  return parseAnswer(VerdictSchema, answer);
}

import * as v from "valibot";
import { IdSchema } from "../contracts/fields.ts";
import type { FormRecord } from "../domain/form.ts";
import type { Asker } from "../domain/credentials.ts";
import type { NextStep } from "../domain/next_step.ts";
import type { TwilioWork } from "../domain/twilio_work.ts";
import { type Database, parseAnswer } from "./database.ts";
import { NextStepSchema } from "./next_step.ts";
import { askerFields, readAsker, WorkSchema } from "./twilio_work.ts";

/** A webhook as it came, before anybody knows whether Twilio sent it. */
export interface Webhook {
  kind: "voice" | "action" | "redirect" | "status" | "conference" | "recording" | "consent";
  accountSid: string;
  signature: string;
  /** The strings that Twilio may have signed; the database compares them with its auth token. */
  signed: readonly string[];
  form: FormRecord;
  query: FormRecord;
  /** Twilio's own mark of a retry. */
  idempotencyToken: string | null;
}

const VerdictSchema = v.variant("verdict", [
  v.object({ verdict: v.literal("forbidden") }),
  v.object({ verdict: v.literal("invalid"), reason: v.string() }),
  v.object({
    verdict: v.literal("ok"),
    call_id: v.nullable(IdSchema),
    applied: v.boolean(),
    reason: v.nullable(v.string()),
    answer: v.optional(v.nullable(NextStepSchema), null),
    workspace_id: v.optional(v.nullable(IdSchema), null),
    work: v.optional(v.nullable(WorkSchema), null),
    ...askerFields,
  }),
]);

/** What the database made of a webhook. */
export type Verdict =
  | { verdict: "forbidden" }
  | { verdict: "invalid"; reason: string }
  | {
    verdict: "ok";
    call_id: number | null;
    applied: boolean;
    reason: string | null;
    answer: NextStep | null;
    /** What has to be asked of Twilio because of it, and by whom. */
    follow: { workspaceId: number; asker: Asker; work: TwilioWork } | null;
  };

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
  const verdict = parseAnswer(VerdictSchema, answer);
  if (verdict.verdict !== "ok") return verdict;
  const { call_id, applied, reason, workspace_id: workspaceId, work } = verdict;
  const asker = readAsker(verdict);
  const follow = workspaceId === null || work === null || asker === null
    ? null
    : { workspaceId, asker, work };
  return { verdict: "ok", call_id, applied, reason, answer: verdict.answer, follow };
}

import * as v from "valibot";
import { IdSchema } from "../contracts/fields.ts";
import { type ConsentLanguage, consentLanguages } from "../contracts/consent.ts";
import type { NextStep } from "../domain/next_step.ts";

const SecondsSchema = v.pipe(v.number(), v.integer(), v.minValue(1));

const consentWords = {
  language: v.picklist(Object.keys(consentLanguages) as ConsentLanguage[]),
  sentence: v.string(),
};

/** As the database answers it. */
export const NextStepSchema: v.GenericSchema<unknown, NextStep> = v.variant("do", [
  v.object({
    do: v.literal("dial-number"),
    to: v.string(),
    caller_id: v.string(),
    call_id: IdSchema,
    step_id: IdSchema,
    leg_id: IdSchema,
    timeout_s: SecondsSchema,
    time_limit_s: SecondsSchema,
    whisper: v.optional(v.boolean(), false),
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
    consent: v.optional(v.nullable(v.object(consentWords)), null),
  }),
  v.object({
    do: v.literal("conference"),
    name: v.string(),
    label: v.string(),
    call_id: IdSchema,
    step_id: IdSchema,
    time_limit_s: SecondsSchema,
    music: v.optional(v.boolean()),
  }),
  v.object({ do: v.literal("ask-again"), call_id: IdSchema, step_id: IdSchema }),
  v.object({
    do: v.literal("tell"),
    ...consentWords,
    call_id: IdSchema,
    leg_id: IdSchema,
    confirms: v.boolean(),
  }),
  v.object({
    do: v.literal("say"),
    sentence: v.picklist(["nobody-available", "cannot-place", "not-in-service"]),
  }),
  v.object({ do: v.literal("reject") }),
  v.object({ do: v.literal("hangup") }),
]);

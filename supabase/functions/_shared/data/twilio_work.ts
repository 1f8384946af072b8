import * as v from "valibot";
import { MannerSchema } from "../contracts/call.ts";
import { IdSchema, SidSchema } from "../contracts/fields.ts";
import type { Asker } from "../domain/credentials.ts";
import type { LegState } from "../domain/leg_state.ts";
import type { RequestAnswer, TwilioWork } from "../domain/twilio_work.ts";
import { type Database, parseAnswer } from "./database.ts";
import { NextStepSchema } from "./next_step.ts";

const CallSidSchema = SidSchema("CA");
const SecondsSchema = v.pipe(v.number(), v.integer(), v.minValue(1));
const one = { id: IdSchema, leg_id: v.nullable(IdSchema) };
const ofConference = { conference_sid: SidSchema("CF"), call_sid: CallSidSchema };

const RequestSchema = v.variant("kind", [
  v.object({ ...one, kind: v.literal("find-legs"), first_sid: CallSidSchema }),
  v.object({
    ...one,
    kind: v.literal("find-conference"),
    name: v.string(),
    legs: v.array(CallSidSchema),
  }),
  v.object({
    ...one,
    kind: v.literal("redirect"),
    call_sid: CallSidSchema,
    document: NextStepSchema,
  }),
  v.object({
    ...one,
    kind: v.literal("add"),
    name: v.string(),
    label: v.string(),
    to: v.string(),
    manner: v.nullable(MannerSchema),
    from: v.string(),
    other: v.string(),
    call_id: IdSchema,
    step_id: IdSchema,
    leg_id: IdSchema,
    timeout_s: SecondsSchema,
    time_limit_s: SecondsSchema,
  }),
  v.object({ ...one, ...ofConference, kind: v.literal("ends-conference"), ends: v.boolean() }),
  v.object({ ...one, ...ofConference, kind: v.literal("hold"), hold: v.boolean() }),
  v.object({ ...one, ...ofConference, kind: v.literal("mute"), muted: v.boolean() }),
  v.object({
    ...one,
    ...ofConference,
    kind: v.literal("coach"),
    coached_sid: v.nullable(CallSidSchema),
  }),
  v.object({ ...one, kind: v.literal("end"), call_sid: CallSidSchema }),
  v.object({
    ...one,
    ...ofConference,
    kind: v.literal("announce"),
    call_id: IdSchema,
    leg_id: IdSchema,
  }),
  v.object({
    ...one,
    kind: v.literal("record"),
    call_sid: CallSidSchema,
    call_id: IdSchema,
    leg_id: IdSchema,
  }),
  v.object({
    ...one,
    kind: v.picklist(["pause-recording", "resume-recording"]),
    call_sid: CallSidSchema,
    recording_sid: SidSchema("RE"),
  }),
]);

/** As the database answers it: what has to be asked of Twilio about a call. */
export const WorkSchema = v.pipe(
  v.object({ call_id: IdSchema, requests: v.array(RequestSchema) }),
  v.transform(({ call_id: callId, requests }): TwilioWork => ({ callId, requests })),
);

/** Who asks Twilio, beside the work; null where there is none, or no account. */
export const askerFields = {
  account_sid: v.optional(v.nullable(SidSchema("AC")), null),
  username: v.optional(v.nullable(v.string()), null),
  password: v.optional(v.nullable(v.string()), null),
};

/** Null when the workspace is not connected. */
export function readAsker(
  { account_sid: accountSid, username, password }: {
    account_sid: string | null;
    username: string | null;
    password: string | null;
  },
): Asker | null {
  return accountSid === null || username === null || password === null
    ? null
    : { accountSid, credentials: { username, password } };
}

/** A line as the database reads it. */
export function legRow(leg: LegState) {
  return {
    call_sid: leg.callSid,
    parent_call_sid: leg.parentCallSid,
    to: leg.to,
    status: leg.status,
    at: leg.at,
    duration_s: leg.durationS === null ? null : String(leg.durationS),
  };
}

const KeptSchema = v.object({
  ok: v.literal(true),
  outcome: v.nullable(v.picklist(["done", "failed"])),
  work: v.nullable(WorkSchema),
});

/** What came of a command so far, and what is to be asked next. */
export interface Progress {
  /** Null while it is under way, and without a command. */
  outcome: "done" | "failed" | null;
  work: TwilioWork | null;
}

/** Keeps what Twilio answered. */
export async function keepAnswers(
  database: Database,
  { workspaceId, callId, answers, commandId }: {
    workspaceId: number;
    callId: number;
    answers: readonly RequestAnswer[];
    commandId: string | null;
  },
): Promise<Progress> {
  const kept = await database("keep_answers", {
    workspace_id: workspaceId,
    call_id: callId,
    command_id: commandId,
    answers: answers.map(({ id, outcome, code, facts }) => ({
      id,
      outcome,
      code,
      facts: {
        call_sid: facts.callSid,
        legs: (facts.legs ?? []).map(legRow),
        conference_sid: facts.conferenceSid,
        participants: facts.participants ?? [],
        recording_sid: facts.recordingSid,
        recording_status: facts.recordingStatus,
      },
    })),
  });
  const { outcome, work } = parseAnswer(KeptSchema, kept);
  return { outcome, work };
}

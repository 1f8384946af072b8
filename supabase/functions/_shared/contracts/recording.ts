import * as v from "valibot";
import { IdFieldSchema, IdSchema, MomentSchema } from "./fields.ts";

/** Which calls are recorded: none, those for which a seat in the call asks, or all. */
export const RecordingModeSchema = v.picklist(["off", "on-demand", "always"]);
export type RecordingMode = v.InferOutput<typeof RecordingModeSchema>;

/** What a row of `workspace_policy` says of recording: the phone has no need of it. */
export const RecordingPolicySchema = v.object({
  /** Where the line does not say otherwise. */
  recording: RecordingModeSchema,
  /** Of `consentLanguages`. */
  consent_language: v.string(),
  consent_sentence: v.string(),
  /** Null: as long as their calls. */
  recordings_kept_days: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** `agents`: those of calls that they were in; supervisors and admins all. Else from that role on. */
  recordings_heard_by: v.picklist(["agents", "supervisors", "admins"]),
});

export type RecordingPolicy = v.InferOutput<typeof RecordingPolicySchema>;

const one = { workspaceId: IdFieldSchema, recordingId: IdFieldSchema };

/** `POST /recording`: somebody listens to a recording, or an admin deletes it. */
export const RecordingRequestSchema = v.variant("action", [
  v.object({ action: v.literal("listen"), ...one }),
  v.object({
    action: v.literal("delete"),
    ...one,
    /** For the audit log. */
    reason: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  }),
]);

export type RecordingRequest = v.InferOutput<typeof RecordingRequestSchema>;

/** What `listen` answers: an address for an audio element, with a pass in it that is nobody else's. */
export const ListenAnswerSchema = v.object({
  url: v.pipe(v.string(), v.url()),
  expiresAt: MomentSchema,
});

export type ListenAnswer = v.InferOutput<typeof ListenAnswerSchema>;

/** What `delete` answers. Either way nobody can listen any more; `later`: Twilio has not deleted it yet, and is asked again. */
export const DeleteAnswerSchema = v.object({ outcome: v.picklist(["deleted", "later"]) });

export type DeleteAnswer = v.InferOutput<typeof DeleteAnswerSchema>;

/** One of a call's recordings, as the RPC `list_recordings` tells it. */
export const CallRecordingSchema = v.object({
  id: IdSchema,
  started_at: MomentSchema,
  duration_s: v.nullable(v.number()),
  /** `absent`: nothing but silence, or too short. `deleting`: Twilio still has it, and nobody can listen. */
  state: v.picklist([
    "running",
    "processing",
    "completed",
    "absent",
    "failed",
    "deleting",
    "deleted",
  ]),
  /** What the admin wrote; `retention` when its days were over. */
  delete_reason: v.nullable(v.string()),
});

export type CallRecording = v.InferOutput<typeof CallRecordingSchema>;

export const CallRecordingsSchema = v.object({
  ok: v.literal(true),
  may_hear: v.boolean(),
  may_delete: v.boolean(),
  /** Oldest first; they are played as one. */
  recordings: v.array(CallRecordingSchema),
});

export type CallRecordings = v.InferOutput<typeof CallRecordingsSchema>;

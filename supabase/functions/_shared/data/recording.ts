import * as v from "valibot";
import { IdSchema, MomentSchema, SidSchema } from "../contracts/fields.ts";
import type { Asker } from "../domain/credentials.ts";
import { type Database, parseAnswer } from "./database.ts";
import { askerFields, readAsker } from "./twilio_work.ts";

const PassSchema = v.object({ ok: v.literal(true), pass: v.string(), expires_at: MomentSchema });

/** @throws Failure `E-SEAT`, `E-TOO-FAST`, `E-RECORDING-GONE` */
export async function giveListeningPass(
  database: Database,
  { userId, workspaceId, recordingId }: {
    userId: string;
    workspaceId: number;
    recordingId: number;
  },
): Promise<{ pass: string; expiresAt: string }> {
  const { pass, expires_at: expiresAt } = parseAnswer(
    PassSchema,
    await database("give_listening_pass", {
      user_id: userId,
      workspace_id: workspaceId,
      recording_id: recordingId,
    }),
  );
  return { pass, expiresAt };
}

const MediaSchema = v.object({
  ok: v.literal(true),
  recording_sid: SidSchema("RE"),
  account_sid: SidSchema("AC"),
  username: v.string(),
  password: v.string(),
});

/**
 * Where the recording of a pass is.
 * @throws Failure `E-RECORDING-GONE`
 */
export async function useListeningPass(
  database: Database,
  pass: string,
): Promise<Asker & { recordingSid: string }> {
  const media = parseAnswer(MediaSchema, await database("use_listening_pass", { pass }));
  return {
    accountSid: media.account_sid,
    credentials: { username: media.username, password: media.password },
    recordingSid: media.recording_sid,
  };
}

/** What Twilio has to be asked about a recording that is over. */
export interface DueRecording {
  id: number;
  recordingSid: string;
  do: "delete" | "look";
}

/** `asker` is null when the workspace is not connected. */
export interface RecordingWork {
  recordings: DueRecording[];
  asker: Asker | null;
}

const WorkSchema = v.pipe(
  v.object({
    ok: v.literal(true),
    recordings: v.array(v.object({
      id: IdSchema,
      recording_sid: SidSchema("RE"),
      do: v.picklist(["delete", "look"]),
    })),
    ...askerFields,
  }),
  v.transform((work): RecordingWork => ({
    recordings: work.recordings.map(({ id, recording_sid, do: what }) => ({
      id,
      recordingSid: recording_sid,
      do: what,
    })),
    asker: readAsker(work),
  })),
);

/** @throws Failure `E-SEAT`, `E-ADMIN`, `E-RECORDING-GONE`, `E-CALL-STATE`, `E-BODY` */
export async function beginDeletion(
  database: Database,
  { userId, workspaceId, recordingId, reason }: {
    userId: string;
    workspaceId: number;
    recordingId: number;
    reason: string;
  },
): Promise<RecordingWork> {
  const answer = await database("delete_recording", {
    user_id: userId,
    workspace_id: workspaceId,
    recording_id: recordingId,
    reason,
  });
  return parseAnswer(WorkSchema, answer);
}

/** @throws Failure `E-SECRET` */
export async function readRecordingWork(
  database: Database,
  { workspaceId, secret }: { workspaceId: number; secret: string },
): Promise<RecordingWork> {
  return parseAnswer(
    WorkSchema,
    await database("recording_work", { workspace_id: workspaceId, secret }),
  );
}

/** What Twilio answered about one recording. `gone`: it has none. */
export type RecordingAnswer =
  & { id: number }
  & (
    | { outcome: "deleted" | "gone" | "processing" }
    | { outcome: "completed" | "absent" | "failed"; durationS: number | null }
    | { outcome: "refused"; code: number | null }
  );

export async function keepRecordingAnswers(
  database: Database,
  workspaceId: number,
  answers: readonly RecordingAnswer[],
): Promise<void> {
  const kept = await database("keep_recording_answers", {
    workspace_id: workspaceId,
    answers: answers.map((answer) => ({
      id: answer.id,
      outcome: answer.outcome,
      code: answer.outcome === "refused" ? answer.code : null,
      duration_s: "durationS" in answer ? answer.durationS : null,
    })),
  });
  parseAnswer(v.object({ ok: v.literal(true) }), kept);
}

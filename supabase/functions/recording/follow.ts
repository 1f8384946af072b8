import type { DueRecording, RecordingAnswer, RecordingWork } from "../_shared/data/recording.ts";
import { atMost } from "../_shared/domain/at_most.ts";
import type { Asker } from "../_shared/domain/credentials.ts";
import { Failure } from "../_shared/domain/failure.ts";

/** Twilio takes more at once, but other functions ask too. */
const requestsAtOnce = 4;

/** What following recordings needs of Twilio and of the database. */
export interface FollowCollaborators {
  /** False: Twilio has none. */
  remove: (asker: Asker, recordingSid: string) => Promise<boolean>;
  /** Null: Twilio has none. */
  look: (
    asker: Asker,
    recordingSid: string,
  ) => Promise<{ status: string; durationS: number | null } | null>;
  keep: (answers: readonly RecordingAnswer[]) => Promise<void>;
}

/**
 * Deletes recordings at Twilio, and asks what became of those it has not told about. What fails is kept as failed, and
 * due again later.
 */
export async function followRecordings(
  { recordings, asker }: RecordingWork,
  { remove, look, keep }: FollowCollaborators,
): Promise<RecordingAnswer[]> {
  if (asker === null || recordings.length === 0) return [];
  const ask = atMost(requestsAtOnce, (due: DueRecording) => answerTo(due, asker, { remove, look }));
  const answers = await Promise.all(recordings.map(ask));
  await keep(answers);
  return answers;
}

async function answerTo(
  { id, recordingSid, do: what }: DueRecording,
  asker: Asker,
  { remove, look }: Pick<FollowCollaborators, "remove" | "look">,
): Promise<RecordingAnswer> {
  try {
    if (what === "delete") {
      return { id, outcome: await remove(asker, recordingSid) ? "deleted" : "gone" };
    }
    const found = await look(asker, recordingSid);
    if (found === null) return { id, outcome: "gone" };
    const { status, durationS } = found;
    return status === "completed" || status === "absent" || status === "failed"
      ? { id, outcome: status, durationS }
      : { id, outcome: "processing" };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { twilioCode } = error.detail;
    return { id, outcome: "refused", code: typeof twilioCode === "number" ? twilioCode : null };
  }
}

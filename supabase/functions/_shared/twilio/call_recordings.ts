import * as v from "valibot";
import { SidSchema } from "../contracts/fields.ts";
import type { Asker } from "../domain/credentials.ts";
import { Failure } from "../domain/failure.ts";
import { recordingAddress } from "./callback_address.ts";
import { listAll } from "./list_all.ts";
import type { TwilioRest } from "./rest.ts";

const RecordingSchema = v.object({ sid: SidSchema("RE"), status: v.string() });

const recordingEvents = ["in-progress", "completed", "absent"] as const;

/** A recording that goes on. */
export interface RunningRecording {
  recordingSid: string;
  recordingStatus: "in-progress" | "paused";
}

/**
 * Has a line recorded, its own end in one channel and what it hears in the other
 * (https://www.twilio.com/docs/voice/api/recording#start-a-recording-on-a-live-call). A recording of it that runs already
 * is the one: Twilio answers a second start with success and records nothing more, and an answer may have been lost.
 */
export async function recordLeg(
  twilio: TwilioRest,
  { accountSid, credentials, callSid, ...about }: Asker & {
    publicUrl: string;
    callSid: string;
    callId: number;
    legId: number;
  },
): Promise<RunningRecording> {
  const resource = `Calls/${callSid}/Recordings`;
  const known = await listAll(twilio, { accountSid, credentials }, {
    resource,
    key: "recordings",
    item: RecordingSchema,
  });
  for (const { sid: recordingSid, status } of known) {
    if (status === "in-progress" || status === "paused") {
      return { recordingSid, recordingStatus: status };
    }
  }
  const answer = await twilio({
    method: "POST",
    accountSid,
    resource,
    credentials,
    form: [
      ["RecordingChannels", "dual"],
      ["RecordingTrack", "both"],
      ["RecordingStatusCallback", recordingAddress(about, "/status/recording")],
      ...recordingEvents.map((event) => ["RecordingStatusCallbackEvent", event] as const),
    ],
  });
  const parsed = v.safeParse(RecordingSchema, answer);
  if (!parsed.success) {
    throw new Failure("E-TWILIO", {}, new Error("Cannot read Twilio's new recording"));
  }
  return { recordingSid: parsed.output.sid, recordingStatus: "in-progress" };
}

/** What is said in a pause is not in the recording, nor is a silence as long. */
export async function changeRecording(
  twilio: TwilioRest,
  { accountSid, credentials, callSid, recordingSid, paused }: Asker & {
    callSid: string;
    recordingSid: string;
    paused: boolean;
  },
): Promise<void> {
  await twilio({
    method: "POST",
    accountSid,
    resource: `Calls/${callSid}/Recordings/${recordingSid}`,
    credentials,
    form: paused ? [["Status", "paused"], ["PauseBehavior", "skip"]] : [["Status", "in-progress"]],
  });
}

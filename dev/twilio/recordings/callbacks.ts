// Tells the customer's server how a recording goes.

import { rfc2822 } from "../dates.ts";
import type { Webhooks } from "../webhooks/webhooks.ts";
import type { RecordingEvent } from "./order.ts";
import type { Recording } from "./recording.ts";

/** Whole seconds, rounded; that something short counts as 1 is assumed. */
export const durationSeconds = (recording: Recording): number =>
  recording.durationMs === 0 ? 0 : Math.max(1, Math.round(recording.durationMs / 1000));

/** Fields that every recording callback has (documented). `baseUrl` is the API's, without a slash at its end. */
export function recordingForm(recording: Recording, baseUrl: string): Record<string, string> {
  const { account, order, sid } = recording;
  return {
    AccountSid: account.sid,
    CallSid: recording.callSid,
    ...(recording.conferenceSid === null ? {} : { ConferenceSid: recording.conferenceSid }),
    RecordingSid: sid,
    RecordingUrl: `${baseUrl}/2010-04-01/Accounts/${account.sid}/Recordings/${sid}`,
    RecordingStatus: recording.status,
    RecordingChannels: String(order.channels),
    RecordingStartTime: rfc2822(recording.startedAt),
    RecordingSource: order.source,
    RecordingTrack: order.track,
    ...(recording.isOver ? { RecordingDuration: String(durationSeconds(recording)) } : {}),
    // Seen live by others: "0" when nothing is wrong.
    ErrorCode: String(recording.errorCode ?? 0),
  };
}

export function tellRecording(
  recording: Recording,
  event: RecordingEvent,
  options: { webhooks: Webhooks; baseUrl: string },
): void {
  const { subscription } = recording.order;
  if (subscription === null || !subscription.events.has(event)) return;
  const { url, method } = subscription;
  // What happens in between is told by the event's own word (assumed).
  const form = { ...recordingForm(recording, options.baseUrl), RecordingStatus: event };
  const authToken = recording.account.authToken;
  options.webhooks.tell({ url, method, form, authToken }, recording.sid);
}

// A recording as the API shows it.

import { rfc2822 } from "../dates.ts";
import { durationSeconds } from "../recordings/callbacks.ts";
import type { Recording } from "../recordings/recording.ts";
import { API_VERSION } from "../webhooks/forms.ts";
import { PRICE_AFTER_MS } from "./price.ts";

/** US dollars a minute, begun ones count (list price). */
const MINUTE = 0.0025;

function price(recording: Recording, now: number): number | null {
  if (recording.status !== "completed" || now < recording.updatedAt + PRICE_AFTER_MS) return null;
  return -Math.ceil(durationSeconds(recording) / 60) * MINUTE;
}

function common(recording: Recording) {
  return {
    sid: recording.sid,
    account_sid: recording.account.sid,
    api_version: API_VERSION,
    call_sid: recording.callSid,
    conference_sid: recording.conferenceSid,
    date_created: rfc2822(recording.startedAt),
    date_updated: rfc2822(recording.updatedAt),
    start_time: rfc2822(recording.startedAt),
    // Assumed: no length while it runs.
    duration: recording.isOver ? String(durationSeconds(recording)) : null,
    price_unit: "USD",
    status: recording.status,
    channels: recording.order.channels,
    source: recording.order.source,
    error_code: recording.errorCode,
    encryption_details: null,
  };
}

const root = (recording: Recording) => `/2010-04-01/Accounts/${recording.account.sid}`;

/** In `/Recordings`. @param mediaUrl where the sound is, without an ending */
export function recordingResource(recording: Recording, now: number, mediaUrl: string) {
  const cost = price(recording, now);
  const uri = `${root(recording)}/Recordings/${recording.sid}`;
  return {
    ...common(recording),
    price: cost === null ? null : cost.toFixed(5),
    uri: `${uri}.json`,
    media_url: mediaUrl,
    subresource_uris: {
      add_on_results: `${uri}/AddOnResults.json`,
      transcriptions: `${uri}/Transcriptions.json`,
    },
  };
}

/** Below a call. */
export function callRecordingResource(recording: Recording, now: number) {
  return {
    ...common(recording),
    price: price(recording, now),
    track: recording.order.track,
    uri: `${root(recording)}/Calls/${recording.callSid}/Recordings/${recording.sid}.json`,
  };
}

/** Below a conference. */
export function conferenceRecordingResource(recording: Recording, now: number) {
  const cost = price(recording, now);
  const { conferenceSid, sid } = recording;
  return {
    ...common(recording),
    price: cost === null ? null : cost.toFixed(5),
    uri: `${root(recording)}/Conferences/${conferenceSid}/Recordings/${sid}.json`,
  };
}

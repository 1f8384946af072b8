// Start with Recording: records the call from here on, whatever its document does next
// (https://www.twilio.com/docs/voice/twiml/recording).

import { RECORDING_DEFAULTS, type RecordingOrder } from "../recordings/order.ts";
import type { Verb } from "./parse.ts";
import { readRecordingSubscription, trackOf } from "./recording.ts";
import { CONTINUE, type Next, type Run } from "./run.ts";

export function startRecordings(run: Run, { children }: Verb): Next {
  for (const noun of children) run.services.recordings.ofCall(run.call, readOrder(run, noun));
  return CONTINUE;
}

function readOrder({ call, services }: Run, { attributes }: Verb): RecordingOrder {
  // Seen live by others: a relative URL, which the documentation allows, is never reached (11200).
  const subscription = readRecordingSubscription(attributes, "");
  const url = attributes["recordingStatusCallback"];
  if (url !== undefined && subscription === null) {
    services.log("twiml warning", {
      call: call.sid,
      code: 11200,
      message: `<Recording recordingStatusCallback="${url}"> is no absolute URL`,
    });
  }
  return {
    ...RECORDING_DEFAULTS,
    source: "StartCallRecordingTwiML",
    channels: attributes["channels"] === "mono" ? 1 : 2,
    track: trackOf(attributes["track"]),
    trim: attributes["trim"] !== "do-not-trim",
    subscription,
  };
}

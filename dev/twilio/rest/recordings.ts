// /Accounts/{AC}/Recordings, with the sound itself, and the recordings of a call and of a conference.

import type { Call } from "../calls/call.ts";
import type { Recording } from "../recordings/recording.ts";
import { type Answer, created, DELETED, found, invalid, notFound, Refusal } from "./answer.ts";
import { equals, inTime } from "./filters.ts";
import { getCall } from "./get-call.ts";
import { page } from "./paging.ts";
import { readCallRecording } from "./recording-order.ts";
import {
  callRecordingResource,
  conferenceRecordingResource,
  recordingResource,
} from "./recording-resource.ts";
import { word } from "./request.ts";
import type { RestContext, Routes } from "./routes.ts";

/** Means the recording that runs. */
const CURRENT = "Twilio.CURRENT";
const STATUSES = ["in-progress", "paused", "stopped"] as const;

const newestFirst = ({ engine, request }: RestContext) =>
  engine.recordings.all(request.account.sid).toReversed()
    .filter((one) => inTime(request.query, "DateCreated", one.startedAt));

const show = ({ engine, clock }: RestContext, one: Recording) =>
  recordingResource(one, clock.now(), engine.recordings.form(one)["RecordingUrl"] ?? "");

export const recordingRoutes: Routes = {
  list(context) {
    const { request } = context;
    const shown = newestFirst(context).filter((one) =>
      equals(request.query, "CallSid", one.callSid) &&
      equals(request.query, "ConferenceSid", one.conferenceSid)
    );
    return found(page(request, "recordings", shown.map((one) => show(context, one))));
  },
  fetch(context, sid) {
    const one = get(context, sid);
    return isMedia(context) ? media(context, one) : found(show(context, one));
  },
  remove: (context, sid) => remove(context, get(context, sid)),
};

function isMedia({ request, choices }: RestContext): boolean {
  if (request.media === "bare") return choices.now.bareMediaUrl === "wav";
  return request.media !== null;
}

/**
 * The sound. Nothing here makes MP3: what is asked for as one comes as WAV, and says so. Documented: `RequestedChannels`;
 * the refusal of two channels where one is kept is assumed.
 */
async function media({ engine, request }: RestContext, one: Recording): Promise<Answer> {
  const asked = request.query.get("RequestedChannels");
  const channels = asked === "1" ? 1 : asked === "2" ? 2 : undefined;
  if ((asked !== null && channels === undefined) || (channels ?? 1) > one.storedChannels) {
    throw invalid(20001, `The recording is not kept with RequestedChannels=${asked}`);
  }
  const bytes = await engine.recordings.read(one, channels);
  if (bytes === null) throw notFound(request.path);
  return { status: 200, body: null, file: { type: "audio/x-wav", bytes } };
}

export const callRecordingRoutes: Routes = {
  list(context) {
    const { request, clock } = context;
    const call = callOf(context);
    // The recordings of a conference are found below the conference (assumed).
    const shown = newestFirst(context)
      .filter((one) => one.callSid === call.sid && one.conferenceSid === null)
      .map((one) => callRecordingResource(one, clock.now()));
    return found(page(request, "recordings", shown));
  },
  create(context) {
    const { request, engine, clock } = context;
    const call = callOf(context);
    if (call.status !== "in-progress") {
      throw invalid(21220, "Requested resource is not eligible for recording");
    }
    const order = readCallRecording(request);
    // Seen live by others: a second start answers success and records nothing more. Which recording it names is assumed.
    const one = engine.recordings.startedByApi(call) ?? engine.recordings.ofCall(call, order);
    return created(callRecordingResource(one, clock.now()));
  },
  fetch: (context, sid) => found(callRecordingResource(ofCall(context, sid), context.clock.now())),
  update(context, sid) {
    const one = ofCall(context, sid);
    const answer = change(context, one);
    return found({ ...callRecordingResource(one, context.clock.now()), ...answer });
  },
  remove: (context, sid) => remove(context, ofCall(context, sid)),
};

export const conferenceRecordingRoutes: Routes = {
  list(context) {
    const { request, clock, within: [sid] } = context;
    const shown = newestFirst(context).filter((one) => one.conferenceSid === sid)
      .map((one) => conferenceRecordingResource(one, clock.now()));
    return found(page(request, "recordings", shown));
  },
  fetch: (context, sid) =>
    found(conferenceRecordingResource(ofConference(context, sid), context.clock.now())),
  update(context, sid) {
    const one = ofConference(context, sid);
    const answer = change(context, one);
    return found({ ...conferenceRecordingResource(one, context.clock.now()), ...answer });
  },
  remove: (context, sid) => remove(context, ofConference(context, sid)),
};

/** Pauses, resumes or stops; returns what the answer says for it: `stopped` is never a recording's own status. */
function change({ engine, request }: RestContext, one: Recording): { status?: "stopped" } {
  const status = word(request, "Status", STATUSES);
  if (status === undefined) throw invalid(20001, "Status is required");
  if (one.isOver) throw invalid(21220, "The recording is over, it cannot be changed");
  if (status === "paused") {
    engine.recordings.pause(one, word(request, "PauseBehavior", ["skip", "silence"]) ?? "silence");
  } else if (status === "in-progress") engine.recordings.resume(one);
  else engine.recordings.stop(one);
  return status === "stopped" ? { status } : {};
}

function remove({ engine }: RestContext, one: Recording): Answer {
  if (!engine.recordings.remove(one)) {
    throw new Refusal(409, 20409, "The recording is in progress, it cannot be deleted");
  }
  return DELETED;
}

function get({ engine, request }: RestContext, sid: string): Recording {
  const one = engine.recordings.get(request.account.sid, sid);
  if (one === null) throw notFound(request.path);
  return one;
}

const callOf = (context: RestContext): Call => getCall(context, context.within[0] ?? "");

function ofCall(context: RestContext, sid: string): Recording {
  const call = callOf(context);
  const one = sid === CURRENT ? context.engine.recordings.current(call) : get(context, sid);
  if (one === null) throw noneRuns();
  if (one.callSid !== call.sid) throw notFound(context.request.path);
  return one;
}

function ofConference(context: RestContext, sid: string): Recording {
  const { engine, request, within: [conferenceSid] } = context;
  const all = engine.recordings.all(request.account.sid)
    .filter((one) => one.conferenceSid === conferenceSid);
  const one = sid === CURRENT
    ? all.findLast((running) => !running.isOver)
    : all.find((named) => named.sid === sid);
  if (one === undefined && sid === CURRENT) throw noneRuns();
  if (one === undefined) throw notFound(request.path);
  return one;
}

/** Seen live by others for a call; for a conference it is assumed. */
const noneRuns = () => invalid(21220, "No recording is running: Twilio.CURRENT names none");

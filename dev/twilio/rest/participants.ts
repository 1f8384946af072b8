// /Accounts/{AC}/Conferences/{CF}/Participants, where creating one takes a name instead

import type { Conference } from "../conferences/conference.ts";
import { isLabel } from "../conferences/labels.ts";
import type { ParticipantChange } from "../conferences/order.ts";
import type { Participant } from "../conferences/participant.ts";
import { rfc2822 } from "../dates.ts";
import { created, DELETED, found, invalid, notFound } from "./answer.ts";
import { getConference } from "./conferences.ts";
import { page } from "./paging.ts";
import { readParticipant } from "./participant-order.ts";
import { field, flag, queryFlag, type RestRequest } from "./request.ts";
import type { RestContext, Routes } from "./routes.ts";
import { readSound } from "./sound.ts";

function resource(one: Participant, conference: Conference) {
  const { sid, account } = conference;
  const conferenceUri = `/2010-04-01/Accounts/${account.sid}/Conferences/${sid}`;
  return {
    call_sid: one.call.sid,
    account_sid: account.sid,
    conference_sid: sid,
    label: one.label,
    muted: one.muted,
    hold: one.hold,
    coaching: one.coach !== null,
    call_sid_to_coach: one.coach,
    start_conference_on_enter: one.startOnEnter,
    end_conference_on_exit: one.endOnExit,
    status: one.status,
    queue_time: String(one.call.queueMs),
    date_created: rfc2822(one.createdAt),
    date_updated: rfc2822(one.updatedAt),
    uri: `${conferenceUri}/Participants/${one.call.sid}.json`,
  };
}

export const participantRoutes: Routes = {
  list(context) {
    const { request } = context;
    const conference = conferenceOf(context);
    const is = (name: string, value: boolean) =>
      (queryFlag(request.query, name) ?? value) === value;
    const shown = conference.participants.filter((one) =>
      is("Muted", one.muted) && is("Hold", one.hold) && is("Coaching", one.coach !== null)
    );
    const resources = shown.map((one) => resource(one, conference));
    return found(page(request, "participants", resources));
  },
  create(context) {
    const { engine, request, within: [name = ""] } = context;
    const known = engine.conferences.get(request.account.sid, name);
    // Documented: a friendly name that nobody uses makes a conference; a SID does not. The status is assumed.
    if (known?.status === "completed" || (known === null && /^CF[0-9a-f]{32}$/.test(name))) {
      throw invalid(13236, `Invalid ConferenceSid: ${name}`);
    }
    const friendlyName = known?.friendlyName ?? name;
    checkPlace(context, friendlyName);
    const one = engine.placeParticipant(readParticipant(context, friendlyName));
    const conference = engine.conferences.running(request.account.sid, friendlyName);
    if (conference === null) throw notFound(request.path);
    return created(resource(one, conference));
  },
  fetch(context, sid) {
    const conference = conferenceOf(context);
    return found(resource(get(context, conference, sid), conference));
  },
  update(context, sid) {
    const conference = conferenceOf(context);
    const one = get(context, conference, sid);
    if (one.seat === null) throw invalid(21220, "The participant is not in the conference yet");
    conference.update(one, readChange(context.request, one));
    return found(resource(one, conference));
  },
  remove(context, sid) {
    const conference = conferenceOf(context);
    conference.remove(get(context, conference, sid));
    return DELETED;
  },
};

/** @throws {Refusal} 16024 and 16026 for a label that is none or taken, 16020 where the conference is full */
function checkPlace({ engine, request }: RestContext, friendlyName: string): void {
  const label = field(request, "Label");
  if (label !== undefined && !isLabel(label)) {
    throw invalid(16024, "Participant label invalid: max 128 chars, not a CallSid, no '/'");
  }
  const there = engine.conferences.running(request.account.sid, friendlyName);
  if (label !== undefined && there?.find(label) != null) {
    throw invalid(16026, "Participant label is in use by another participant");
  }
  if (there?.isFullFor(null) === true) throw invalid(16020, "Conference is full");
}

function readChange(request: RestRequest, one: Participant): ParticipantChange {
  const muted = flag(request, "Muted");
  const hold = flag(request, "Hold");
  const beepOnExit = flag(request, "BeepOnExit");
  const endOnExit = flag(request, "EndConferenceOnExit");
  const holdSound = readSound(request, "Hold");
  const announce = readSound(request, "Announce");
  const wait = readSound(request, "Wait");
  const coach = readCoach(request, one);
  return {
    ...(muted === undefined ? {} : { muted }),
    ...(hold === undefined ? {} : { hold }),
    ...(beepOnExit === undefined ? {} : { beepOnExit }),
    ...(endOnExit === undefined ? {} : { endOnExit }),
    ...(holdSound === undefined ? {} : { holdSound }),
    ...(announce === undefined ? {} : { announce }),
    ...(wait === undefined ? {} : { wait }),
    ...(coach === undefined ? {} : { coach }),
  };
}

/** Documented: `Coaching` false ends it, true needs whom; `CallSidToCoach` alone names another. */
function readCoach(request: RestRequest, one: Participant): string | null | undefined {
  const coaching = flag(request, "Coaching");
  if (coaching === false) return null;
  const sid = field(request, "CallSidToCoach") ?? one.coach;
  if (coaching === true && sid === null) throw invalid(20001, "CallSidToCoach is required");
  return sid === one.coach ? undefined : sid;
}

function conferenceOf(context: RestContext): Conference {
  return getConference(context, context.within[0] ?? "");
}

function get({ request }: RestContext, conference: Conference, sid: string): Participant {
  const one = conference.find(sid);
  if (one === null) throw notFound(request.path);
  return one;
}

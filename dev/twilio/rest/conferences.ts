// /Accounts/{AC}/Conferences

import type { Conference } from "../conferences/conference.ts";
import { rfc2822 } from "../dates.ts";
import { API_VERSION } from "../webhooks/forms.ts";
import { found, notFound } from "./answer.ts";
import { equals, inTime } from "./filters.ts";
import { page } from "./paging.ts";
import { word } from "./request.ts";
import type { RestContext, Routes } from "./routes.ts";
import { readSound } from "./sound.ts";

function resource(conference: Conference) {
  const uri = `/2010-04-01/Accounts/${conference.account.sid}/Conferences/${conference.sid}`;
  return {
    sid: conference.sid,
    account_sid: conference.account.sid,
    api_version: API_VERSION,
    friendly_name: conference.friendlyName,
    // Seen live by others: in progress as soon as somebody is there, though all still hear music.
    status: shownStatus(conference),
    region: "us1",
    reason_conference_ended: conference.reasonEnded,
    call_sid_ending_conference: conference.callSidEnding,
    date_created: rfc2822(conference.createdAt),
    date_updated: rfc2822(conference.updatedAt),
    uri: `${uri}.json`,
    subresource_uris: {
      participants: `${uri}/Participants.json`,
      recordings: `${uri}/Recordings.json`,
    },
  };
}

const shownStatus = (conference: Conference) =>
  conference.status === "init" && conference.participants.some(({ seat }) => seat !== null)
    ? "in-progress"
    : conference.status;

export const conferenceRoutes: Routes = {
  list({ request, engine, clock, choices }) {
    const { account, query } = request;
    // Documented: only those that run, unless a status is named.
    const status = query.get("Status") ?? "in-progress";
    const shown = engine.conferences.all(account.sid).toReversed().filter((one) =>
      one.createdAt + choices.now.conferenceListLagMs <= clock.now() &&
      shownStatus(one) === status && equals(query, "FriendlyName", one.friendlyName) &&
      inTime(query, "DateCreated", one.createdAt) && inTime(query, "DateUpdated", one.updatedAt)
    );
    return found(page(request, "conferences", shown.map(resource)));
  },
  fetch: (context, sid) => found(resource(getConference(context, sid))),
  update(context, sid) {
    const conference = getConference(context, sid);
    if (conference.status === "completed") throw notFound(context.request.path);
    const { request } = context;
    const sound = readSound(request, "Announce");
    if (sound !== undefined) conference.announce(sound);
    if (word(request, "Status", ["completed"]) !== undefined) conference.end();
    return found(resource(conference));
  },
};

/**
 * Documented: by its SID alone; only creating a participant takes a name.
 * @throws {Refusal} 20404 when there is none
 */
export function getConference({ engine, request }: RestContext, sid: string): Conference {
  const one = engine.conferences.get(request.account.sid, sid);
  if (one === null) throw notFound(request.path);
  return one;
}

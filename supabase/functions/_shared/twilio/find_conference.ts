import * as v from "valibot";
import { SidSchema } from "../contracts/fields.ts";
import type { Asker } from "../domain/credentials.ts";
import { listAll } from "./list_all.ts";
import type { TwilioRest } from "./rest.ts";

const ConferenceSchema = v.object({ sid: SidSchema("CF") });
const ParticipantSchema = v.object({ call_sid: SidSchema("CA") });

/** Who is in the running conference of that name; nobody, and no SID, when there is none. */
export async function findConference(
  twilio: TwilioRest,
  asker: Asker,
  name: string,
): Promise<{ conferenceSid: string | null; participants: string[] }> {
  const [conference] = await listAll(twilio, asker, {
    resource: "Conferences",
    key: "conferences",
    item: ConferenceSchema,
    query: { FriendlyName: name, Status: "in-progress" },
  });
  if (conference === undefined) return { conferenceSid: null, participants: [] };
  const participants = await listAll(twilio, asker, {
    resource: `Conferences/${conference.sid}/Participants`,
    key: "participants",
    item: ParticipantSchema,
  });
  return {
    conferenceSid: conference.sid,
    participants: participants.map(({ call_sid }) => call_sid),
  };
}

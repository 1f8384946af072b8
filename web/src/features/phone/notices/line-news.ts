import type { Call, OpenLeg } from "../../../../../supabase/functions/_shared/contracts/call.ts";
import { lineUpOf } from "../line/line-up.ts";
import { noticeText } from "../line/notice-text.ts";
import { type AgentNames, nameOf, shortNameOf } from "../line/people.ts";
import { news as words } from "../line/words.ts";
import { partyOf } from "../party.ts";
import { recording } from "../recording/words.ts";
import type { CallIn } from "../phases.ts";

/** Whose phone it is, and the names of the others. */
export interface Team {
  /** `agent.id`. */
  me: number;
  agents: AgentNames;
}

/** What a change of who is on the line makes a screen reader say; null when nothing that matters changed. */
export function lineNewsOf(
  before: CallIn<"in-call">,
  after: CallIn<"in-call">,
  { me, agents }: Team,
): string | null {
  const was = lineUpOf(before.talk, me);
  const is = lineUpOf(after.talk, me);
  const { notice } = after.talk;
  if (notice && notice.at !== before.talk.notice?.at) return noticeText(notice, is, after, agents);
  if (after.talk.row?.recording !== before.talk.row?.recording) {
    const said = recordingNews(after.talk.row?.recording);
    if (said !== null) return said;
  }
  const short = (leg: OpenLeg | undefined) =>
    leg ? shortNameOf(leg, after, agents) : partyOf(after);
  const [talked] = is.talking;
  const [waiting] = is.waiting;
  if (is.kind === "consult") {
    const key = (leg: OpenLeg | undefined) => leg?.id ?? null;
    if (was.kind === "consult" && key(was.talking[0]) === key(talked)) return null;
    return talked
      ? words.talkingTo(short(talked), short(waiting))
      : words.consultRings(short(is.consulted ?? undefined), short(waiting));
  }
  if (is.kind !== was.kind) {
    if (is.kind === "held") return words.onHold;
    if (is.kind === "parked") return words.parked;
    if (was.kind === "parked") return words.heardAgain;
    if (is.kind === "talk" && was.kind !== "together") return words.back;
  }
  return changeOfPeople(before, after, { me, agents });
}

function recordingNews(state: Call["recording"] | undefined): string | null {
  if (!state) return null;
  return state === "on" ? recording.on : recording[state];
}

function changeOfPeople(
  before: CallIn<"in-call">,
  after: CallIn<"in-call">,
  { me, agents }: Team,
): string | null {
  const isOther = (leg: OpenLeg) =>
    leg.role !== "supervisor" && !(leg.role === "seat" && leg.agent_id === me);
  const knew = new Map(before.talk.legs.map((leg) => [leg.id, leg]));
  const know = new Set(after.talk.legs.map(({ id }) => id));
  const name = (leg: OpenLeg) => nameOf(leg, after, agents);
  // Those with whom the call began are listed only once it is a conference: they have not joined.
  const fresh = after.talk.legs.find((leg) =>
    isOther(leg) && leg.purpose !== null && knew.get(leg.id)?.status !== leg.status
  );
  if (fresh) {
    return fresh.status === "connected" ? words.joined(name(fresh)) : words.ringing(name(fresh));
  }
  const gone = before.talk.legs.find((leg) =>
    isOther(leg) && leg.status === "connected" && !know.has(leg.id)
  );
  return gone && know.size > 0 ? words.left(name(gone)) : null;
}

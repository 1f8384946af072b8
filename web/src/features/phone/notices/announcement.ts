import type { PhoneCall, PhoneState, Reach } from "../../../phone/phone-state.ts";
import type { Urgency } from "../../../shared/ui/announce.tsx";
import { endedText } from "../lamps/ended-text.ts";
import { reach as reachWords } from "../reach/words.ts";
import { foot } from "../words.ts";
import { partingText } from "../line/parting-text.ts";
import { second } from "../line/second-words.ts";
import { sentTextOf } from "../line/sent-text.ts";
import { lineNewsOf, type Team } from "./line-news.ts";
import { says } from "./said-words.ts";
import { callIn, runningPhases } from "../phases.ts";

export interface Announcement {
  text: string;
  urgency: Urgency;
}

/** Names, as they are spoken. */
export interface Spoken {
  party: (call: PhoneCall) => string;
  line: (call: PhoneCall) => string;
  /** The colleague who took the call, when that is known. */
  taker: (call: PhoneCall) => string | null;
  team: Team;
}

/** What a change of the phone makes a screen reader say; null when nothing that matters changed. */
export function announcementOf(
  before: PhoneState,
  after: PhoneState,
  spoken: Spoken,
): Announcement | null {
  // A running call says itself that its line is cut, and is back.
  const isCalling = callIn(after.call, ...runningPhases) !== null;
  const refused = after.press?.problem;
  if (refused && refused !== before.press?.problem) {
    return assertive(`${refused.message} ${refused.next}`);
  }
  return ofSecond(before, after, spoken) ?? ofCall(before.call, after.call, spoken) ??
    (isCalling ? null : ofReach(before.reach, after.reach));
}

/** A call beside the running one: it rings, the two are swapped, or one of them is over. */
function ofSecond(before: PhoneState, after: PhoneState, spoken: Spoken): Announcement | null {
  const rang = callIn(before.second, "incoming");
  const rings = callIn(after.second, "incoming");
  if (rings && !rang) {
    const who = spoken.party(rings);
    const isLineKnown = rings.line !== "";
    return assertive(isLineKnown ? second.ringsOn(who, spoken.line(rings)) : second.rings(who));
  } else if (rings && rang?.line === "" && rings.line !== "") {
    return assertive(says.to(spoken.line(rings)));
  }
  const waited = callIn(before.second, "in-call");
  const waits = callIn(after.second, "in-call");
  const talks = callIn(after.call, "in-call");
  if (talks && waits) {
    const isNew = callIn(before.call, "in-call")?.callId !== talks.callId;
    return isNew ? assertive(second.swapped(spoken.party(talks), spoken.party(waits))) : null;
  } else if (talks && waited) {
    return talks.callId === waited.callId
      ? assertive(second.backTo(spoken.party(talks)))
      : polite(second.gone(spoken.party(waited)));
  }
  return null;
}

function ofCall(
  before: PhoneCall | null,
  after: PhoneCall | null,
  spoken: Spoken,
): Announcement | null {
  if (!after) return null;
  if (before?.phase !== after.phase) return ofPhase(after, spoken);
  if (after.phase === "ended") {
    const then = callIn(before, "ended");
    const isNews = after.ending === "elsewhere"
      ? then?.ending !== "elsewhere"
      : then?.givenTo?.state !== after.givenTo?.state;
    return isNews ? ofPhase(after, spoken) : null;
  }
  const rang = callIn(before, "incoming");
  const rings = callIn(after, "incoming");
  // So does why it rings, where it is sent.
  if (rang && rings?.sent && !rang.sent) return ofPhase(after, spoken);
  // The invitation does not say which number was called; the call's row does, a moment later.
  if (rang?.line === "" && rings && rings.line !== "") {
    return assertive(says.to(spoken.line(rings)));
  }
  const was = callIn(before, ...runningPhases);
  const is = callIn(after, ...runningPhases);
  if (was && is && was.talk.muted !== is.talk.muted) {
    return assertive(is.talk.muted ? says.muted : says.unmuted);
  }
  const then = callIn(before, "in-call");
  const now = callIn(after, "in-call");
  if (!then || !now) return null;
  if (then.talk.reconnectingSince === null && now.talk.reconnectingSince !== null) {
    return assertive(says.reconnecting);
  }
  if (then.talk.reconnectingSince !== null && now.talk.reconnectingSince === null) {
    return assertive(says.connected);
  }
  const line = then.talk === now.talk ? null : lineNewsOf(then, now, spoken.team);
  return line === null ? null : assertive(line);
}

function ofPhase(call: PhoneCall, spoken: Spoken): Announcement | null {
  switch (call.phase) {
    case "dialing":
      return polite(says.calling(spoken.party(call)));
    case "ringing":
      return polite(says.ringing);
    case "early-media":
      return polite(says.earlyMedia);
    case "incoming": {
      if (call.interrupted) return assertive(says.interrupted(spoken.party(call)));
      const sent = sentTextOf(call, spoken.team.agents);
      if (sent) return assertive(sent.said);
      return assertive(
        call.line === ""
          ? says.incoming(spoken.party(call))
          : says.incomingTo(spoken.party(call), spoken.line(call)),
      );
    }
    case "in-call":
      // Muted while it rang: whoever talks now is not heard.
      return call.talk.muted
        ? assertive(says.onCallMuted(spoken.party(call)))
        : polite(says.onCall(spoken.party(call)));
    case "ended":
      return polite(
        call.ending === "elsewhere"
          ? says.tookIt(spoken.taker(call), spoken.party(call))
          : partingText(call, spoken.team.agents) ?? endedText(call),
      );
    default:
      return null;
  }
}

const ofReachKind: Record<Exclude<Reach["kind"], "microphone">, Announcement> = {
  "offline": polite(says.offline),
  "going-online": polite(says.goingOnline),
  "ready": polite(says.ready),
  "away": polite(says.away),
  "reconnecting": polite(says.reconnecting),
  "unreachable": assertive(says.unreachable),
  "not-configured": polite(reachWords.notConnected),
  "needs-click": assertive(reachWords.needsClick),
  "other-tab": polite(foot.elsewhere.tab),
};

function ofReach(before: Reach, after: Reach): Announcement | null {
  if (before.kind === after.kind) return null;
  if (before.kind === "reconnecting" && after.kind === "ready") return polite(says.connected);
  if (after.kind === "microphone") return assertive(reachWords.microphone[after.problem].title);
  if (after.kind === "unreachable" && after.cause === "seat-inactive") {
    return assertive(reachWords.causes[after.cause]);
  }
  return ofReachKind[after.kind];
}

function polite(text: string): Announcement {
  return { text, urgency: "polite" };
}

function assertive(text: string): Announcement {
  return { text, urgency: "assertive" };
}

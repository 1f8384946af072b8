import type { OpenLeg } from "../../../../../supabase/functions/_shared/contracts/call.ts";
import type { PhoneCall } from "../../../phone/phone-state.ts";
import { endedText } from "../lamps/ended-text.ts";
import { lamps } from "../lamps/words.ts";
import { partingText } from "../line/parting-text.ts";
import { isOnHold, isShared, type LineUp, waitsSince } from "../line/line-up.ts";
import { type AgentNames, nameOf, partyOn, shortNameOf } from "../line/people.ts";
import { sentTextOf } from "../line/sent-text.ts";
import { line } from "../line/words.ts";
import { isLostAt, talkedUntil } from "../lost.ts";
import { lineOf, type Party } from "../party.ts";
import type { CallIn } from "../phases.ts";
import { leavesByKey } from "./forward-keys.ts";
import { mini as words } from "./mini-words.ts";

/** What the window on top shows of a call. */
export interface Mini {
  tone: "ring" | "calling" | "live" | "hold" | "lost" | "band";
  icon: "phone" | "phone-incoming" | "phone-outgoing" | "pause" | "wifi-off" | "down";
  /** What the lamp says in words. */
  state: string;
  /** Epoch ms: since when that is so, beside the word; null: it does not count. */
  stateSince: number | null;
  who: Party;
  /** Epoch ms of what its timer counts from and up to; null: no timer. */
  time: { from: number; to: number } | null;
  /** Who else is on the line: they hear music, or they talk while a second call waits for an answer. */
  beside: { what: "on-hold" | "on-call"; who: string; since: number } | null;
  muted: boolean;
  /** `choose`: Answer and Decline. `second`: the same for a call beside the running one. */
  keys: "choose" | "second" | "call" | "none";
  /** Whether Swap stands where Hold does else. */
  swaps: boolean;
  /** Null: there is no such key. */
  hold: "hold" | "resume" | "off" | null;
  /** What the last key does, and to whom it leads back. */
  last: { does: "cancel" | "hang-up" | "leave" } | { does: "back"; to: string };
  /** Whether Ctrl and a full stop do what the last key does. */
  lastByKey: boolean;
}

export interface MiniFacts {
  call: PhoneCall;
  lineUp: LineUp;
  agents: AgentNames;
  /** Epoch ms. */
  now: number;
  /** Whether hold means something now: the call is known, and no other press is on its way. */
  canHold: boolean;
}

const plain = {
  stateSince: null,
  time: null,
  beside: null,
  muted: false,
  keys: "call",
  swaps: false,
  hold: "off",
  last: { does: "hang-up" },
  lastByKey: true,
} as const;

/** The same as the phone's lamp and keys, in the words that a small window has room for. */
export function miniOf(facts: MiniFacts): Mini {
  const { call, agents, now } = facts;
  switch (call.phase) {
    case "incoming":
      return incoming(call, agents);
    case "dialing":
    case "ringing":
    case "early-media":
    case "connecting":
      return {
        ...plain,
        tone: "calling",
        icon: call.direction === "inbound" ? "phone-incoming" : "phone-outgoing",
        state: callingWord(call.phase),
        who: call,
        time: call.phase === "dialing" ? null : { from: call.since, to: now },
        muted: call.talk.muted,
        last: { does: call.phase === "connecting" ? "hang-up" : "cancel" },
      };
    case "ended":
      return {
        ...plain,
        tone: "band",
        icon: "down",
        state: partingText(call, agents) ?? endedText(call),
        who: call,
        keys: "none",
      };
    case "in-call":
      return talking(call, facts);
    default:
      return call satisfies never;
  }
}

function callingWord(phase: CallingPhase): string {
  if (phase === "dialing") return lamps.calling;
  return phase === "connecting" ? lamps.connecting : lamps.ringing;
}
type CallingPhase = "dialing" | "ringing" | "early-media" | "connecting";

function incoming(call: CallIn<"incoming">, agents: AgentNames): Mini {
  const sent = sentTextOf(call, agents);
  return {
    ...plain,
    tone: "ring",
    icon: "phone-incoming",
    state: sent?.title ?? sent?.why ?? words.incoming(sent?.about ?? lineOf(call)),
    who: sent?.who ?? call,
    keys: "choose",
  };
}

function talking(call: CallIn<"in-call">, { lineUp, agents, now, canHold }: MiniFacts): Mini {
  const time = { from: call.since, to: talkedUntil(call, now) };
  const known = { ...plain, muted: call.talk.muted, time };
  // Nothing can be asked of a call whose connection is lost but to hang up.
  if (isLostAt(call, now)) {
    return { ...known, tone: "lost", icon: "wifi-off", state: lamps.lost, who: call };
  }

  const { kind, waiting, talking: talkers, consulted } = lineUp;
  const others = [...talkers, ...waiting];
  const short = (leg: OpenLeg) => shortNameOf(leg, call, agents);
  const waits = waiting.length === 0
    ? null
    : { what: "on-hold", who: waiting.map(short).join(", "), since: waitsSince(waiting) } as const;
  const keys = {
    hold: holdKey(lineUp, canHold),
    last: lastKey(lineUp, short),
    lastByKey: leavesByKey(lineUp),
  } as const;
  if (call.talk.reconnectingSince !== null) {
    return {
      ...known,
      ...keys,
      tone: "lost",
      icon: "wifi-off",
      state: lamps.reconnecting,
      who: partyOfLegs(others, call, agents),
    };
  }

  switch (kind) {
    case "talk":
      return {
        ...known,
        ...keys,
        tone: "live",
        icon: "phone",
        state: lamps.onCall,
        who: partyOfLegs(others, call, agents),
      };
    case "held":
      return {
        ...known,
        ...keys,
        tone: "hold",
        icon: "pause",
        state: line.onHold,
        stateSince: waitsSince(waiting),
        who: partyOfLegs(waiting, call, agents),
      };
    case "parked":
      return {
        ...known,
        ...keys,
        tone: "hold",
        icon: "pause",
        state: words.parked,
        stateSince: lineUp.heldSince,
        who: call,
      };
    case "together":
      return {
        ...known,
        ...keys,
        tone: "live",
        icon: "phone",
        state: line.together(others.length + 1),
        who: partyOfLegs(others, call, agents),
      };
    case "consult":
    case "apart": {
      const rings = consulted?.status === "ringing" ? consulted : null;
      return {
        ...known,
        ...keys,
        tone: rings ? "calling" : "live",
        icon: rings ? "phone-outgoing" : "phone",
        state: rings ? lamps.ringing : words.talkTo,
        who: partyOfLegs(rings ? [rings] : talkers, call, agents),
        time: { from: Date.parse((rings ?? talkers[0] ?? { since: "" }).since), to: now },
        beside: waits,
      };
    }
    default:
      return kind satisfies never;
  }
}

function holdKey(lineUp: LineUp, canHold: boolean): Mini["hold"] {
  if (lineUp.kind === "consult") return null;
  if (!canHold || lineUp.host !== null || lineUp.kind === "parked") return "off";
  return isOnHold(lineUp) ? "resume" : "hold";
}

/** Ending a call for several others asks for its own button in the phone: here one leaves. */
function lastKey(lineUp: LineUp, short: (leg: OpenLeg) => string): Mini["last"] {
  const { kind, host, waiting, talking: talkers, consulted } = lineUp;
  if (kind === "consult") {
    const back = [...waiting, ...talkers].filter(({ id }) => id !== consulted?.id);
    return { does: "back", to: back.map(short).join(", ") };
  }
  return { does: host !== null || isShared(lineUp) ? "leave" : "hang-up" };
}

/** One party as it is, several by their names. */
function partyOfLegs(legs: readonly OpenLeg[], call: Party, agents: AgentNames): Party {
  const [first, ...more] = legs;
  if (!first) return call;
  if (more.length === 0) return partyOn(first, call, agents);
  return { name: legs.map((leg) => nameOf(leg, call, agents)).join(", "), number: null };
}

import type { OpenLeg } from "../../../supabase/functions/_shared/contracts/call.ts";
import type { PhoneCall, PhoneState, Press, Reach } from "../../../web/src/phone/phone-state.ts";
import { newTalk, type Talk } from "../../../web/src/phone/talk.ts";
import type { Supervision } from "../../../web/src/phone/supervision.ts";
import { problemOf } from "../../../web/src/shared/problem.ts";
import { fixedNow } from "./fixed-time.ts";

const ago = (seconds: number) => fixedNow - seconds * 1000;

const ready: Reach = { kind: "ready" };
const device = "Jabra Evolve2 65";

const ingrid = {
  number: "+442079460117",
  name: "Ingrid Sørensen-Achterberg",
  line: "+493023125610",
  lineName: "Sales Berlin",
  callId: 41,
} as const;
/** Names as long as people make them, and the longest number. */
const longest = {
  ...ingrid,
  number: "+4930231256104455",
  name: "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh & Partners International",
  lineName: "Customer service, reservations and complaints, German-speaking countries",
} as const;
const pike = {
  ...ingrid,
  number: "+442079460018",
  name: "Harbour & Pike Dental",
  callId: 42,
} as const;

/** No number of theirs is known, and no line is called. */
const aoife = {
  number: "client:aoife",
  name: "Aoife Ní Dhomhnaill",
  line: "",
  lineName: null,
  callId: 43,
} as const;

type InCall = Extract<PhoneCall, { phase: "in-call" }>;

function inCall(talk: Partial<Talk> = {}, more: Partial<InCall> = {}): PhoneState {
  return withCall({
    ...ingrid,
    direction: "inbound",
    phase: "in-call",
    since: ago(257),
    talk: { ...newTalk, heardAt: fixedNow, ...talk },
    ...more,
  });
}

function withCall(call: PhoneCall, press: Press | null = null): PhoneState {
  return {
    reach: ready,
    call,
    second: null,
    problem: null,
    press,
    microphoneLabel: device,
    supervision: null,
  };
}

function reaching(reach: Reach): PhoneState {
  return {
    reach,
    call: null,
    second: null,
    problem: null,
    press: null,
    microphoneLabel: device,
    supervision: null,
  };
}

const at = (seconds: number) => new Date(ago(seconds)).toISOString();

/** Ingrid, for whom the call is, unless said otherwise. */
function leg(more: Partial<OpenLeg> = {}): OpenLeg {
  return {
    id: 91,
    role: "caller",
    agent_id: null,
    address: ingrid.number,
    status: "connected",
    since: at(257),
    held_since: null,
    purpose: null,
    asked_by: null,
    word: null,
    manner: null,
    ...more,
  };
}
/** The seat of the gallery's workspace. */
const me = leg({ id: 92, role: "seat", agent_id: 1, address: "client:jonas" });
const held = leg({ held_since: at(62) });
const priya = leg({
  id: 93,
  role: "seat",
  agent_id: 2,
  address: "client:priya",
  since: at(48),
  purpose: "consult",
  asked_by: 1,
});
const outside = leg({
  id: 94,
  role: "outside",
  agent_id: 1,
  address: "+493023125771",
  since: at(30),
  purpose: "add",
  asked_by: 1,
});

const siobhan = leg({
  id: 95,
  role: "supervisor",
  agent_id: 6,
  address: "client:siobhan",
  since: at(20),
  manner: "listen",
});

/** A call that is a conference, with these beside this person. */
function withLegs(others: OpenLeg[], talk: Partial<Talk> = {}, more: Partial<InCall> = {}) {
  return inCall({ wiring: "conference", legs: [...others, me], ...talk }, more);
}

function pressed(order: Press["order"], problem: Press["problem"] = null): Press {
  return { id: "press", order, at: ago(1), problem };
}

/** How a call rings that somebody sends to this seat. */
function sentHere(purpose: OpenLeg["purpose"], word: string | null) {
  return {
    ...ingrid,
    direction: "inbound",
    phase: "incoming",
    since: ago(4),
    othersRing: 0,
    sent: { ...me, status: "ringing", purpose, asked_by: 2, word },
  } as const;
}

function supervising(more: Partial<Supervision>): PhoneState {
  const supervision: Supervision = {
    callId: 41,
    agentId: 5,
    wanted: more.manner ?? "listen",
    manner: "listen",
    since: ago(134),
    problem: null,
    isOver: false,
    ...more,
  };
  return { ...reaching(ready), supervision };
}

/** Somebody who calls while this person talks to Ingrid. */
const mateusz = {
  ...ingrid,
  number: "+14155550132",
  name: "Mateusz Brzęczyszczykiewicz",
  line: "+442079460018",
  lineName: "London reservations",
  callId: 44,
} as const;

function knock(more: Partial<PhoneCall> = {}): PhoneCall {
  return {
    ...mateusz,
    direction: "inbound",
    phase: "incoming",
    since: ago(14),
    othersRing: 2,
    ...more,
  } as PhoneCall;
}

/** Ingrid waits beside whom this person talks to now. */
const waiting = withLegs([leg({ held_since: at(52) })]).call;

/** Ingrid, since this person's page was gone. */
const offered = {
  ...ingrid,
  direction: "inbound",
  phase: "incoming",
  since: ago(12),
  othersRing: 0,
  interrupted: true,
} as const;

/** The tab beside the one that is the phone. */
function inOtherTab(state: PhoneState): PhoneState {
  return { ...state, reach: { kind: "other-tab", status: "available" } };
}

const heard = { talk: newTalk };
const out = { ...pike, ...heard, direction: "outbound" } as const;

/** Pages before anybody is at the dialer. */
export const entryStates = [
  "sign-in",
  "link-refused",
  "mail-link",
  "new-password",
  "new-account",
] as const;

/** Each state of the phone that this version reaches, with the people of the mocks. */
export const states = {
  "offline": reaching({ kind: "offline" }),
  "going-online": reaching({ kind: "going-online", since: ago(2), asksMicrophone: false }),
  "asks-microphone": reaching({ kind: "going-online", since: ago(2), asksMicrophone: true }),
  "going-online-slow": reaching({ kind: "going-online", since: ago(9), asksMicrophone: false }),
  "ready": reaching(ready),
  "away": reaching({ kind: "away" }),
  "reconnecting-idle": reaching({ kind: "reconnecting", since: ago(4) }),
  "connection-lost": reaching({ kind: "unreachable", cause: "connection-lost", since: ago(2400) }),
  "token-refused": reaching({ kind: "unreachable", cause: "token-refused", since: ago(60) }),
  "registration-lost": reaching({
    kind: "unreachable",
    cause: "registration-lost",
    since: ago(60),
  }),
  "other-tab": reaching({ kind: "other-tab", status: "available" }),
  "needs-click": reaching({ kind: "needs-click" }),
  "seat-inactive": reaching({ kind: "unreachable", cause: "seat-inactive", since: ago(60) }),
  "microphone-blocked": reaching({ kind: "microphone", problem: "blocked" }),
  "microphone-missing": reaching({ kind: "microphone", problem: "missing" }),
  "microphone-in-use": reaching({ kind: "microphone", problem: "in-use" }),
  "no-webrtc": reaching({ kind: "microphone", problem: "no-webrtc" }),
  "not-configured": reaching({ kind: "not-configured" }),
  "refused": {
    reach: ready,
    call: null,
    second: null,
    microphoneLabel: device,
    press: null,
    supervision: null,
    problem: {
      code: "E-DEST-EMERGENCY",
      message: "Emergency numbers can't be called from here.",
      next: "Use a mobile phone.",
    },
  },
  "dialing": withCall({ ...out, phase: "dialing", since: ago(1) }),
  "ringing": withCall({ ...out, phase: "ringing", since: ago(7) }),
  "ringing-heard": withCall({ ...out, phase: "ringing", since: ago(7), earlyMedia: true }),
  "ringing-muted": withCall({
    ...out,
    phase: "ringing",
    since: ago(9),
    talk: { ...newTalk, muted: true },
  }),
  "early-media": withCall({ ...out, phase: "early-media", since: ago(9) }),
  "early-media-keypad": withCall({
    ...out,
    phase: "early-media",
    since: ago(12),
    talk: { ...newTalk, digits: "41" },
  }),
  "connecting": withCall({
    ...ingrid,
    ...heard,
    direction: "inbound",
    phase: "connecting",
    since: ago(1),
  }),
  "incoming": withCall({
    ...ingrid,
    direction: "inbound",
    phase: "incoming",
    since: ago(4),
    othersRing: 2,
  }),
  "incoming-colleague": withCall({
    ...aoife,
    direction: "inbound",
    phase: "incoming",
    since: ago(4),
    othersRing: 0,
  }),
  "ringing-colleague": withCall({
    ...aoife,
    ...heard,
    direction: "outbound",
    phase: "ringing",
    since: ago(4),
  }),
  "in-call-colleague": inCall({}, aoife),
  "held-colleague": inCall({
    wiring: "conference",
    legs: [me, leg({ role: "seat", agent_id: 3, held_since: at(30) })],
  }, aoife),
  "ended-colleague": withCall({
    ...aoife,
    direction: "inbound",
    phase: "ended",
    ending: "canceled",
    talkedSeconds: null,
    errorCode: null,
    since: ago(1),
  }),
  "incoming-withheld": withCall({
    ...ingrid,
    number: null,
    name: null,
    direction: "inbound",
    phase: "incoming",
    since: ago(4),
    othersRing: 0,
  }),
  "incoming-longest": withCall({
    ...longest,
    direction: "inbound",
    phase: "incoming",
    since: ago(4),
    othersRing: 12,
  }),
  "ringing-longest": withCall({
    ...longest,
    ...heard,
    direction: "outbound",
    phase: "ringing",
    since: ago(7),
  }),
  "muted-longest": inCall({ muted: true, digits: "45128830#24512883024512" }, longest),
  "lost-longest": inCall({ reconnectingSince: ago(34), muted: true }, longest),
  "in-call": inCall(),
  "in-call-number": inCall({ heardAt: ago(6) }, { name: null }),
  "muted": inCall({ muted: true }, { since: ago(362) }),
  "keypad": inCall({ digits: "45128830#2" }, { name: "Fjordline Support Line", since: ago(108) }),
  "reconnecting": inCall({ reconnectingSince: ago(4), quality: "poor" }, { since: ago(261) }),
  "lost": inCall({ reconnectingSince: ago(34), quality: "poor" }, { since: ago(301) }),
  "on-hold": withLegs([leg({ held_since: at(66) })], {}, { since: ago(760) }),
  "on-hold-longest": withLegs([leg({ held_since: at(66) })], { muted: true }, longest),
  "putting-on-hold": { ...inCall({ wiring: "upgrading" }), press: pressed({ command: "hold" }) },
  "upgrading": inCall({ wiring: "upgrading" }),
  "hold-refused": {
    ...inCall(),
    press: pressed({ command: "hold" }, {
      code: "E-TWILIO",
      message: "Twilio did not accept the request.",
      next: "Try again in a minute.",
    }),
  },
  "consult-rings": withLegs([held, { ...priya, status: "ringing", since: at(7) }]),
  "consulting": withLegs([held, priya]),
  "consult-swapped": withLegs([leg(), { ...priya, held_since: at(5) }]),
  "consulted": inCall({
    wiring: "conference",
    legs: [held, { ...priya, purpose: null }, { ...me, purpose: "consult", asked_by: 2 }],
  }, { number: null, name: null }),
  "parked": inCall({
    wiring: "conference",
    legs: [leg(), { ...priya, purpose: null }, {
      ...me,
      purpose: "consult",
      asked_by: 2,
      held_since: at(12),
    }],
  }),
  "second-call": { ...inCall(), second: knock() },
  "second-call-on-hold": { ...withLegs([leg({ held_since: at(66) })]), second: knock() },
  "second-call-longest": { ...inCall({ muted: true }, longest), second: knock(longest) },
  "second-call-colleague": { ...inCall(), second: knock({ ...aoife, othersRing: 0 }) },
  "second-call-answering": {
    ...inCall({ wiring: "upgrading" }),
    second: knock(),
    press: pressed({ command: "hold" }),
  },
  "second-call-refused": {
    ...inCall(),
    second: knock(),
    press: pressed(
      { command: "send-on", target: { kind: "seat", agentId: 2 } },
      problemOf("E-TARGET"),
    ),
  },
  "two-lines": { ...inCall({}, { ...mateusz, since: ago(41) }), second: waiting },
  "two-lines-numbers": {
    ...inCall({}, { ...mateusz, name: null }),
    second: withLegs([leg({ held_since: at(52) })], {}, { name: null }).call,
  },
  "two-lines-longest": {
    ...inCall({ muted: true }, longest),
    second: withLegs([leg({ held_since: at(52) })], {}, longest).call,
  },
  "transfer-failed": withLegs([leg()], {
    notice: { kind: "not-reached", agent_id: 2, address: null, at: at(3) },
  }),
  "adding": withLegs([leg(), { ...priya, status: "ringing", purpose: "add", since: at(7) }]),
  "three": withLegs([leg(), { ...priya, purpose: "add" }], {}, { since: ago(554) }),
  "five-longest": withLegs(
    [leg(), { ...priya, purpose: "add" }, { ...outside, held_since: at(20) }, {
      ...priya,
      id: 95,
      agent_id: 3,
      purpose: "add",
    }],
    {},
    longest,
  ),
  "three-dropping": {
    ...withLegs([leg(), { ...priya, purpose: "add" }]),
    press: pressed({ command: "drop", legId: 93 }),
  },
  "incoming-transfer": withCall(sentHere("transfer", "refund, in a hurry")),
  "incoming-consult": withCall(sentHere("consult", "She wants to move 34 people to another coach")),
  "incoming-add": withCall(sentHere("add", null)),
  "incoming-return": withCall({
    ...sentHere("return", null),
    notice: { kind: "not-reached", agent_id: 2, address: null, at: at(4) },
  }),
  "handed-over": withCall({
    ...ingrid,
    direction: "inbound",
    phase: "ended",
    since: ago(1),
    ending: "handed-over",
    givenTo: { agentId: 2, address: null, state: "sent" },
    talkedSeconds: 554,
    errorCode: null,
  }),
  "sent-away": withCall({
    ...ingrid,
    direction: "inbound",
    phase: "ended",
    since: ago(1),
    ending: "transferred",
    givenTo: { agentId: 2, address: null, state: "ringing" },
    talkedSeconds: 554,
    errorCode: null,
  }),
  "offer": withCall(offered),
  "offer-offline": { ...withCall(offered), reach: { kind: "offline" } },
  "offer-other-tab": { ...withCall(offered), reach: { kind: "other-tab", status: "available" } },
  "offer-no-microphone": {
    ...withCall(offered),
    reach: { kind: "microphone", problem: "blocked" },
  },
  "offer-pending": withCall({ ...offered, name: null }, pressed({ command: "take-back" })),
  "offer-refused": withCall(
    offered,
    pressed({ command: "take-back" }, {
      code: "E-CALL-STATE",
      message: "The call has changed in the meantime.",
      next: "Look at the call, then press again.",
    }),
  ),
  "in-other-tab": inOtherTab(inCall({}, { elsewhere: "tab" })),
  "muted-in-other-tab": inOtherTab(inCall({ muted: true }, { elsewhere: "tab" })),
  "on-hold-in-other-tab": inOtherTab(
    withLegs([leg({ held_since: at(66) })], {}, { since: ago(760), elsewhere: "tab" }),
  ),
  "in-other-browser": inCall({ heardAt: null }, { elsewhere: "browser" }),
  "three-in-other-browser": withLegs([leg(), { ...priya, purpose: "add" }], { heardAt: null }, {
    since: ago(554),
    elsewhere: "browser",
  }),
  "ended": withCall({
    ...ingrid,
    direction: "inbound",
    phase: "ended",
    since: ago(1),
    ending: "by-them",
    talkedSeconds: 554,
    errorCode: null,
  }),
  "ended-busy": withCall({
    ...out,
    phase: "ended",
    since: ago(1),
    ending: "busy",
    talkedSeconds: null,
    errorCode: null,
  }),
  "ended-refused": withCall({
    ...out,
    name: null,
    phase: "ended",
    since: ago(1),
    ending: "refused",
    talkedSeconds: null,
    errorCode: "31005",
  }),
  "elsewhere": withCall({
    ...ingrid,
    direction: "inbound",
    phase: "ended",
    since: ago(1),
    ending: "elsewhere",
    talkedSeconds: null,
    errorCode: null,
  }),
  "listened-to": withLegs([leg(), siobhan]),
  "whispered-to": withLegs([leg(), { ...siobhan, manner: "whisper" }]),
  "listened-to-on-hold": withLegs([held, siobhan]),
  "listening": supervising({}),
  "listening-connects": supervising({ agentId: null, manner: null, since: ago(1) }),
  "whispering": supervising({ manner: "whisper" }),
  "joined": supervising({ manner: "join" }),
  "listening-refused": supervising({ problem: problemOf("E-TWILIO") }),
} satisfies Record<string, PhoneState>;

export type StateName = keyof typeof states;

export function isStateName(text: string): text is StateName {
  return Object.hasOwn(states, text);
}

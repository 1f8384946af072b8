import type { OpenLeg } from "../../../supabase/functions/_shared/contracts/call.ts";
import type { PhoneCall, PhoneState, Press, Reach } from "../../../web/src/phone/phone-state.ts";
import { newTalk, type Talk } from "../../../web/src/phone/talk.ts";
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
  return { reach: ready, call, problem: null, press, microphoneLabel: device };
}

function reaching(reach: Reach): PhoneState {
  return { reach, call: null, problem: null, press: null, microphoneLabel: device };
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

const heard = { talk: newTalk };
const out = { ...pike, ...heard, direction: "outbound" } as const;

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
    microphoneLabel: device,
    press: null,
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
} satisfies Record<string, PhoneState>;

export type StateName = keyof typeof states;

export function isStateName(text: string): text is StateName {
  return Object.hasOwn(states, text);
}

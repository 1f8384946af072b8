import type { OpenLeg } from "../../../../../supabase/functions/_shared/contracts/call.ts";
import { isOwnLeg, othersOn, type Talk } from "../../../phone/talk.ts";

/** Who is on the line besides this person; nobody is listed while the two talk plainly. */
export interface LineUp {
  /** How the phone shows it. */
  kind: LineKind;
  /** They and this person hear each other. */
  talking: readonly OpenLeg[];
  /** They hear music. */
  waiting: readonly OpenLeg[];
  /** They are being rung into the call. */
  ringing: readonly OpenLeg[];
  /** Whom this person talks to before giving them the call. */
  consulted: OpenLeg | null;
  /** Who asks this person about the call, and has it until it is handed over. */
  host: OpenLeg | null;
  /** Since when this person hears music, in epoch ms; null while they are heard. */
  heldSince: number | null;
}

export type LineKind =
  /** Two talk. */
  | "talk"
  /** Everybody else hears music. */
  | "held"
  /** Somebody put this person on hold. */
  | "parked"
  /** Before a call is given away: the target rings or is talked to, or waits while the customer is. */
  | "consult"
  /** One is talked to, and others wait. */
  | "apart"
  /** Three or more hear each other. */
  | "together";

const nobody: LineUp = {
  kind: "talk",
  talking: [],
  waiting: [],
  ringing: [],
  consulted: null,
  host: null,
  heldSince: null,
};

/** @param me the agent whose phone this is */
export function lineUpOf({ wiring, legs }: Pick<Talk, "wiring" | "legs">, me: number): LineUp {
  if (wiring !== "conference") return nobody;
  const others = othersOn({ legs }, me);
  const connected = others.filter(({ status }) => status === "connected");
  const talking = connected.filter(({ held_since }) => held_since === null);
  const waiting = connected.filter(({ held_since }) => held_since !== null);
  const mine = legs.find((leg) => isOwnLeg(leg, me));
  const held = mine?.held_since ?? null;
  const sets = {
    talking,
    waiting,
    ringing: others.filter(({ status }) => status === "ringing"),
    consulted: others.find((leg) => leg.purpose === "consult" && leg.asked_by === me) ?? null,
    host: (mine?.purpose === "consult" && waiting.length + Number(held !== null) > 0 &&
      connected.find((leg) => leg.role === "seat" && leg.agent_id === mine.asked_by)) || null,
    heldSince: held === null ? null : Date.parse(held),
  };
  return { kind: kindOf(sets), ...sets };
}

function kindOf({ talking, waiting, consulted, heldSince }: Omit<LineUp, "kind">): LineKind {
  if (heldSince !== null) return "parked";
  if (consulted && (consulted.status === "ringing" || waiting.length > 0)) return "consult";
  if (talking.length > 1) return "together";
  if (waiting.length === 0) return "talk";
  return talking.length === 0 ? "held" : "apart";
}

/** Since when the one who waits longest hears music, in epoch ms. */
export function waitsSince(waiting: readonly OpenLeg[]): number {
  return Math.min(...waiting.map(({ held_since }) => Date.parse(held_since ?? "")));
}

/** Whether ending the call ends it for more than one other person: then it has a button of its own. */
export function isShared({ talking, waiting }: LineUp): boolean {
  return talking.length + waiting.length > 1;
}

/** Whether everybody who is no seat waits already, so that the key means Resume; among colleagues, everybody. */
export function isOnHold({ talking, waiting }: LineUp): boolean {
  const isOutside = ({ role }: OpenLeg) => role !== "seat";
  if (![...talking, ...waiting].some(isOutside)) return waiting.length > 0 && talking.length === 0;
  return waiting.some(isOutside) && !talking.some(isOutside);
}

import type { Call } from "../../../supabase/functions/_shared/contracts/call.ts";
import type { PhoneEvent } from "./events.ts";

/**
 * What holds during a talk, of the person's own line and of the call. Whatever else comes to hold (hold, who takes part,
 * recording) is a field here, an event and a case below; no phase and no other reducer changes.
 */
export interface Talk {
  /** Also before they answer: whoever mutes then is not heard when they do. */
  muted: boolean;
  /** Digits sent so far. */
  digits: string;
  /** Epoch ms; null while the line stands. */
  reconnectingSince: number | null;
  quality: "good" | "fair" | "poor";
  /** Epoch ms of the last sound heard from the other side. */
  heardAt: number | null;
  /** How Twilio joins the legs, by the call's row. */
  wiring: Call["wiring"];
  /** Who is on the line besides the other side, and this person too: by the call's row, once it is a conference. */
  legs: Call["open_legs"];
  /** The last thing that did not work out, by the call's row. */
  notice: Call["notice"];
  /** The call's row, for what a single part of the phone reads, as recording; null before one was seen. */
  row: Call | null;
}

/** How every talk begins. */
export const newTalk: Talk = {
  muted: false,
  digits: "",
  reconnectingSince: null,
  quality: "good",
  heardAt: null,
  wiring: "plain",
  legs: [],
  notice: null,
  row: null,
};

/** The talk by a newer row; null: none was seen. */
export function talkByRow(talk: Talk, row: Call | null): Talk {
  return row
    ? {
      ...talk,
      wiring: row.wiring,
      legs: row.open_legs,
      notice: row.notice,
      row,
    }
    : talk;
}

/** This person's own leg. */
export function isOwnLeg({ role, agent_id }: Talk["legs"][number], me: number): boolean {
  return role === "seat" && agent_id === me;
}

/** Everybody else, on the line or on the way there. Whoever listens in takes no part. */
export function othersOn({ legs }: Pick<Talk, "legs">, me: number): Talk["legs"] {
  return legs.filter((leg) => !isOwnLeg(leg, me) && leg.role !== "supervisor");
}

/** Whether everybody else in the talk hears music, so that nobody hears this person. */
export function everybodyWaits(talk: Pick<Talk, "legs">, me: number): boolean {
  const others = othersOn(talk, me).filter(({ status }) => status === "connected");
  return others.length > 0 && others.every(({ held_since }) => held_since !== null);
}

/** What the person does to their own line, from Place Call or Answer on. */
type OwnEvent = Extract<PhoneEvent, { type: "muted" | "digits" }>;
/** What only means something while the two talk. */
type LineEvent = Extract<
  PhoneEvent,
  { type: "reconnecting" | "reconnected" | "quality" | "heard" }
>;
export type TalkEvent = OwnEvent | LineEvent;

/**
 * The talk after an event.
 * @param answered whether they talk yet
 * @returns the same object when nothing changed
 */
export function reduceTalk(talk: Talk, event: TalkEvent, answered: boolean): Talk {
  switch (event.type) {
    case "muted":
      return talk.muted === event.muted ? talk : { ...talk, muted: event.muted };
    case "digits":
      return { ...talk, digits: talk.digits + event.digits };
    default:
      return answered ? reduceLine(talk, event) : talk;
  }
}

function reduceLine(talk: Talk, event: LineEvent): Talk {
  switch (event.type) {
    case "reconnecting":
      // Signalling and media report it one after the other: the first moment counts.
      return talk.reconnectingSince === null ? { ...talk, reconnectingSince: event.at } : talk;
    case "reconnected":
      return talk.reconnectingSince === null ? talk : { ...talk, reconnectingSince: null };
    case "quality":
      return talk.quality === event.quality ? talk : { ...talk, quality: event.quality };
    case "heard":
      return { ...talk, heardAt: Math.max(talk.heardAt ?? 0, event.at) };
    default:
      return event satisfies never;
  }
}

// What the phone shows. The phone core (this folder) produces it, the screen (features/phone) only draws it.
import type { Call, OpenLeg } from "../../../supabase/functions/_shared/contracts/call.ts";
import type { CallRequest } from "../../../supabase/functions/_shared/contracts/call_command.ts";
import type { PresenceStatus } from "../../../supabase/functions/_shared/contracts/presence.ts";
import type { Manner } from "../../../supabase/functions/_shared/contracts/call.ts";
import type { Problem } from "../shared/problem.ts";
import type { MicrophoneProblem } from "./microphone.ts";
import type { Supervision } from "./supervision.ts";
import type { Talk } from "./talk.ts";

export type { Problem } from "../shared/problem.ts";
export type { FromNumber } from "../shared/workspace-data.ts";

/** Why this phone cannot be reached, one cause each. */
export type UnreachableCause =
  | "connection-lost"
  | "token-refused"
  | "registration-lost"
  | "seat-inactive";

/** Can this phone be rung? */
export type Reach =
  | { kind: "offline" }
  | { kind: "going-online"; since: number; asksMicrophone: boolean }
  | { kind: "ready" }
  /** Registered and proved like `ready`, but the person does not want to be rung. */
  | { kind: "away" }
  | { kind: "reconnecting"; since: number }
  | { kind: "unreachable"; cause: UnreachableCause; since: number }
  | { kind: "microphone"; problem: MicrophoneProblem }
  /** Online before, and again with the next click or key: without one the browser would not ring. */
  | { kind: "needs-click" }
  /** Another tab of this browser is the seat's phone. */
  | { kind: "other-tab"; status: Exclude<PresenceStatus, "offline"> }
  | { kind: "not-configured" };

/** How a call ended, in the words that the lamp needs. */
export type Ending =
  | "by-them"
  | "by-you"
  | "busy"
  | "no-answer"
  | "not-in-service"
  | "refused"
  | "not-allowed"
  | "canceled"
  | "elsewhere"
  | "never-connected"
  | "lost"
  /** By a command of this person; the others go on. */
  | Parting["ending"];

/** Whom a call was given to, as far as it is known. */
export interface Recipient {
  agentId: number | null;
  /** A number, as it was chosen or typed. */
  address: string | null;
}

/** How this person leaves a call that goes on. */
export interface Parting {
  ending: "handed-over" | "transferred" | "left";
  to: Recipient | null;
}

type Ordered<R> = R extends CallRequest ? Omit<R, "id" | "workspaceId" | "callId"> : never;

/** What a supervisor's key asks of a colleague's call, beside `leave`. */
export type SuperviseOrder = Extract<Ordered<CallRequest>, { command: Manner }>;

/** What a key asks of the running call. */
export type Order = Exclude<Ordered<CallRequest>, SuperviseOrder>;

/** Whom a call can be sent on to before it is answered. */
export type SendOnTarget = Extract<Order, { command: "send-on" }>["target"];

/** The last press of such a key. */
export interface Press {
  /** Its UUID. */
  id: string;
  order: Order;
  /** Epoch ms of the press; of the refusal once there is one. */
  at: number;
  /** Why it was refused; null while it is on its way. */
  problem: Problem | null;
}

interface CallBase {
  /** The other side: E.164, or another address as it came; null when withheld. */
  number: string | null;
  /** A name for the other side, when one is known. */
  name: string | null;
  /** The workspace's number in use, E.164. */
  line: string;
  lineName: string | null;
  direction: "inbound" | "outbound";
  /** `call.id` once it is known. */
  callId: number | null;
  /** Epoch ms of the current phase's beginning. */
  since: number;
  /** This person's own leg, where it was rung into a running call: why, by whom, and with which word. */
  sent?: OpenLeg;
  /** Who has microphone and sound of it: another tab of this browser, or another browser. Left out: this page. */
  elsewhere?: "tab" | "browser";
}

/** A call from Place Call or Answer to its end. Each phase carries the talk whole into the next one. */
interface RunningBase extends CallBase {
  talk: Talk;
}

/** A call of this phone: the one that this person hears, or a second one beside it. */
export type PhoneCall =
  | (RunningBase & { phase: "dialing" })
  | (RunningBase & {
    phase: "ringing";
    /** Their network's own ringing tone is heard: play none. Left out: silence, play one. */
    earlyMedia?: true;
  })
  | (RunningBase & { phase: "early-media" })
  | (CallBase & {
    phase: "incoming";
    othersRing: number;
    /** Why a call that was given away comes back. */
    notice?: Call["notice"];
    /** This person talked in it until their page was gone: Answer takes it back, Decline lets others take it. */
    interrupted?: true;
  })
  | (RunningBase & { phase: "connecting" })
  | (RunningBase & { phase: "in-call" })
  | (CallBase & {
    phase: "ended";
    ending: Ending;
    /** Answered elsewhere: `agent.id` of who took it. */
    takenBy?: number;
    /** To whom this person gave it, and how far that is; `taken`: they talk. */
    givenTo?: Recipient & { state: "sent" | "ringing" | "taken" };
    talkedSeconds: number | null;
    errorCode: string | null;
  });

export interface PhoneState {
  reach: Reach;
  call: PhoneCall | null;
  /** Another call beside it: it rings (incoming), or waits on hold (in-call). */
  second: PhoneCall | null;
  /** The last refusal of Place Call; goes with the next key typed. */
  problem: Problem | null;
  /** The key of the running call that is being carried out, or was refused last. */
  press: Press | null;
  microphoneLabel: string | null;
  /** Somebody else's call that this person listens to. */
  supervision: Supervision | null;
}

/** What the screen can ask of the phone's being reached. Each is safe in any state; what does not fit changes nothing. */
export interface ReachActions {
  goOnline(): void;
  /** Stays reachable for what the person starts, but is not rung. Goes online first where needed. */
  goAway(): void;
  goOffline(): void;
}

/** What the screen can ask of calls; safe in any state as well. */
export interface CallActions {
  placeCall(to: string, from: string): void;
  answer(): void;
  decline(): void;
  hangUp(): void;
  setMuted(muted: boolean): void;
  sendDigits(digits: string): void;
  /** Listens to a colleague's call, or changes who hears this person in it. `hangUp` stops that. */
  supervise(callId: number, manner: Manner): void;
  /**
   * One at a time: another one follows when the one that is on its way was carried out, the same one twice is one. What
   * comes of it is in the call's row.
   * @param parting how the person leaves the call when it is carried out; left out: not at all
   */
  command(order: Order, parting?: Parting): void;
  /** Puts the running call on hold and answers the one that rings beside it. */
  answerSecond(): void;
  declineSecond(): void;
  /** Has the call that rings beside the running one ring somebody else, or a line. */
  sendOn(target: SendOnTarget): void;
  /** Puts the running call on hold and goes on with the one that waits. */
  swapCalls(): void;
  /** Leave the "ended" band at once. */
  dismiss(): void;
}

/** Everything that the screen can ask of the phone: one object, made by the phone's core. */
export type PhoneActions = ReachActions & CallActions;

/** Loudness of both sides, 0 to 1, at 10 Hz while in a call. */
export interface Meters {
  you: number;
  them: number;
}

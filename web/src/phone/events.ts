import type { Call } from "../../../supabase/functions/_shared/contracts/call.ts";
import type { Supervision } from "./supervision.ts";
import type { Order, Parting, Problem, Reach } from "./phone-state.ts";

/** Why the SDK's call is over, in the SDK's terms. */
export type CloseCause =
  /** `disconnect`: it was connected or ringing out, and either side ended it. */
  | "disconnect"
  /** `cancel`: the invitation was taken back. */
  | "cancel"
  /** Signalling is gone and the call can't be resumed. */
  | "transport";

/** Everything that can happen to the phone; each moment is epoch ms. */
export type PhoneEvent =
  | { type: "reach"; reach: Reach }
  | { type: "microphone"; label: string | null }
  | { type: "supervision"; supervision: Supervision | null }
  | {
    type: "placed";
    key: string;
    me: number;
    number: string;
    line: string;
    lineName: string | null;
    mode: "browser" | "server";
    at: number;
  }
  | { type: "ticket"; key: string; ticket: string }
  | { type: "refused"; key: string; problem: Problem }
  | {
    type: "invited";
    key: string;
    me: number;
    callId: number | null;
    number: string | null;
    at: number;
  }
  | { type: "others-ring"; key: string; count: number }
  | { type: "answering"; key: string; at: number }
  | { type: "declined"; key: string }
  /** The second call is the one that the person hears from now on, and the other one the second. */
  | { type: "to-front"; key: string }
  | { type: "hung-up"; key: string; at: number }
  | { type: "dismissed" }
  | { type: "ringing"; key: string; earlyMedia: boolean; at: number }
  /** Their line has been heard for a while, and no telephone was reported to ring there. */
  | { type: "line-heard"; key: string; at: number }
  | { type: "opened"; key: string; at: number }
  | { type: "failed"; key: string; code: string }
  | { type: "closed"; key: string; cause: CloseCause; at: number }
  | { type: "settled"; key: string; at: number }
  | { type: "muted"; key: string; muted: boolean }
  | { type: "pressed"; key: string; id: string; order: Order; parting: Parting | null; at: number }
  /** Null: it was carried out, and the row has been read since. */
  | { type: "press-answered"; key: string; id: string; problem: Problem | null; at: number }
  | { type: "digits"; key: string; digits: string }
  | { type: "reconnecting"; key: string; at: number }
  | { type: "reconnected"; key: string }
  | { type: "quality"; key: string; quality: "good" | "fair" | "poor" }
  | { type: "heard"; key: string; at: number }
  /** A row of `call`, from realtime or from a fetch. */
  | { type: "row"; row: Call; lineName: string | null; at: number }
  /** The other side's network says that the number does not exist. */
  | { type: "no-such-number"; key: string };

import type { Call } from "../../../supabase/functions/_shared/contracts/call.ts";
import type { Parting, PhoneCall, PhoneState } from "./phone-state.ts";

/** A call with what the screen does not show but the decisions need. */
export interface TrackedCall {
  /** The agent whose phone this is. */
  me: number;
  /** Our own id of this attempt: events of an earlier one must not touch a later one. */
  key: string;
  view: PhoneCall;
  /** The ticket of an outbound call, once it is issued. */
  ticket: string | null;
  /** `server`: our server rings this dialer first, so an open line does not mean that they talk. */
  mode: "browser" | "server";
  /** The newest row of `call` that was seen. */
  row: Call | null;
  /** The SDK's call is open: sound can flow. */
  opened: boolean;
  /** The person pressed Hang up or Cancel. */
  hungUp: boolean;
  /** Epoch ms at which the SDK's call ended while the outcome is not known yet. */
  closedAt: number | null;
  /** Twilio's code of the last fatal error, or one of ours. */
  errorCode: string | null;
  /** The person asked to leave the others, and has not been refused. */
  parting: Parting | null;
}

/** The phone's whole state: what is shown, and what stands behind it. */
export interface Model {
  reach: PhoneState["reach"];
  call: TrackedCall | null;
  /** A second call: it rings, or waits on hold. Only beside one that goes on. */
  second: TrackedCall | null;
  problem: PhoneState["problem"];
  press: PhoneState["press"];
  microphoneLabel: string | null;
  supervision: PhoneState["supervision"];
}

export const initialModel: Model = {
  reach: { kind: "offline" },
  call: null,
  second: null,
  problem: null,
  press: null,
  microphoneLabel: null,
  supervision: null,
};

/** What the screen gets to see. */
export function viewOf(model: Model): PhoneState {
  return {
    reach: model.reach,
    call: model.call?.view ?? null,
    second: model.second?.view ?? null,
    problem: model.problem,
    press: model.press,
    microphoneLabel: model.microphoneLabel,
    supervision: model.supervision,
  };
}

/** The call of that key, whichever of the two it is. */
export function callOf({ call, second }: Model, key: string): TrackedCall | null {
  if (call?.key === key) return call;
  return second?.key === key ? second : null;
}

/** Whether the call still occupies the phone. */
export function isBusy(call: TrackedCall | null): call is TrackedCall {
  return call !== null && call.view.phase !== "ended";
}

// Shared by this folder's tests.
import type { Call } from "../../../supabase/functions/_shared/contracts/call.ts";
import { databaseCall } from "../calls/fixtures.ts";
import type { PhoneEvent } from "./events.ts";
import { initialModel, type Model } from "./model.ts";
import type { PhoneCall } from "./phone-state.ts";
import { reduce } from "./reduce.ts";

export const me = 7;
export const ticket = "0b9c2a4e-5f0e-4f6e-9a37-3f6c6f1f7a11";

/** A row of `call`, of one that was just ordered here; every field that a test does not name is unremarkable. */
export function row(part: Partial<Call>): Call {
  return databaseCall({
    ticket,
    direction: "outbound",
    from_number: "+493023125610",
    to_number: "+442079460142",
    agent_id: me,
    status: "created",
    ...part,
  });
}

/** The row of a call that came in. */
export const rowIn = databaseCall;

export function rowEvent(of: Call, at = 0): PhoneEvent {
  return { type: "row", row: of, lineName: "Sales Berlin", at };
}

export const placed: PhoneEvent = {
  type: "placed",
  key: "a",
  me,
  number: "+442079460142",
  line: "+493023125610",
  lineName: "Sales Berlin",
  mode: "browser",
  at: 1_000,
};
export const ticketed: PhoneEvent = { type: "ticket", key: "a", ticket };
export const ringing: PhoneEvent = { type: "ringing", key: "a", earlyMedia: false, at: 2_000 };
export const opened: PhoneEvent = { type: "opened", key: "a", at: 5_000 };
export const disconnected: PhoneEvent = {
  type: "closed",
  key: "a",
  cause: "disconnect",
  at: 65_000,
};
export const hungUp: PhoneEvent = { type: "hung-up", key: "a", at: 65_000 };
export const settled: PhoneEvent = { type: "settled", key: "a", at: 66_500 };
export const invited: PhoneEvent = {
  type: "invited",
  key: "a",
  me,
  callId: 41,
  number: "+442079460142",
  at: 1_000,
};
export const answering: PhoneEvent = { type: "answering", key: "a", at: 3_000 };
export const canceled: PhoneEvent = { type: "closed", key: "a", cause: "cancel", at: 4_000 };

/** The model after these events, from nothing. */
export function after(...events: PhoneEvent[]): Model {
  return events.reduce(reduce, initialModel);
}

/** "in-call", or "ended by-them 60" with the seconds of talk. */
export function summary(model: Model): string {
  const view: PhoneCall | undefined = model.call?.view;
  if (!view) return "no call";
  if (view.phase !== "ended") return view.phase;
  return `ended ${view.ending} ${view.talkedSeconds ?? "-"}`;
}

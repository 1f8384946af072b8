// Shared by this folder's tests.
import type { Call } from "../../../supabase/functions/_shared/contracts/call.ts";
import type { PhoneEvent } from "./events.ts";
import { initialModel, type Model } from "./model.ts";
import type { PhoneCall } from "./phone-state.ts";
import { reduce } from "./reduce.ts";

export const me = 7;
export const ticket = "0b9c2a4e-5f0e-4f6e-9a37-3f6c6f1f7a11";

/** A call's row; every field that a test does not name is unremarkable. */
export function row(part: Partial<Call>): Call {
  return {
    id: 41,
    workspace_id: 1,
    ticket,
    direction: "outbound",
    mode: "browser",
    from_number: "+493023125610",
    to_number: "+442079460142",
    number_id: 3,
    agent_id: me,
    status: "created",
    assumed: false,
    end_reason: null,
    ended_by: null,
    created_at: "2026-11-25T10:00:00.000000+00:00",
    expires_at: null,
    ringing_at: null,
    picked_up_at: null,
    answered_at: null,
    ended_at: null,
    duration_s: null,
    to_return: false,
    version: 1,
    ...part,
  };
}

/** The row of a call that came in. */
export function rowIn(part: Partial<Call>): Call {
  return row({
    ticket: null,
    direction: "inbound",
    from_number: "+442079460142",
    to_number: "+493023125610",
    agent_id: null,
    status: "ringing",
    ...part,
  });
}

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

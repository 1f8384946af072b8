import { endingByPhone } from "./ending.ts";
import type { PhoneEvent } from "./events.ts";
import type { TrackedCall } from "./model.ts";
import type { Ending, PhoneCall } from "./phone-state.ts";

type CallEvent = Exclude<
  PhoneEvent,
  {
    type:
      | "reach"
      | "microphone"
      | "placed"
      | "invited"
      | "refused"
      | "declined"
      | "dismissed"
      | "row";
  }
>;

/** The call after something that the person, the SDK or a timer did to it. */
export function reduceCall(call: TrackedCall, event: CallEvent): TrackedCall {
  const { view } = call;
  if (view.phase === "ended") return explainEnd(call, event);
  switch (event.type) {
    case "ticket":
      return call.ticket === event.ticket ? call : { ...call, ticket: event.ticket };
    case "others-ring":
      return view.phase === "incoming" && view.othersRing !== event.count
        ? { ...call, view: { ...view, othersRing: event.count } }
        : call;
    case "answering":
      return view.phase === "incoming" && call.closedAt === null
        ? { ...call, view: { ...base(view), phase: "connecting", since: event.at } }
        : call;
    case "ringing":
      return ring(call, event.earlyMedia, event.at);
    case "opened":
      return open(call, event.at);
    case "hung-up":
      return hangUp(call, event.at);
    case "failed":
      return call.errorCode === null ? { ...call, errorCode: event.code } : call;
    case "closed":
      return close(call, event.cause, event.at);
    case "settled":
      return call.closedAt === null ? call : end(call, endingByPhone(call), event.at);
    default:
      return reduceTalk(call, event);
  }
}

type TalkEvent = Extract<
  CallEvent,
  { type: "muted" | "digits" | "reconnecting" | "reconnected" | "quality" | "heard" }
>;

/** What only means something while the two talk. */
function reduceTalk(call: TrackedCall, event: TalkEvent): TrackedCall {
  const { view } = call;
  // Their line may ask for digits before anybody answers, but nothing shows them there.
  if (view.phase !== "in-call") return call;
  switch (event.type) {
    case "muted":
      return view.muted === event.muted ? call : { ...call, view: { ...view, muted: event.muted } };
    case "digits":
      return { ...call, view: { ...view, digits: view.digits + event.digits } };
    case "reconnecting":
      // Signalling and media report it one after the other: the first moment counts.
      return view.reconnectingSince === null
        ? { ...call, view: { ...view, reconnectingSince: event.at } }
        : call;
    case "reconnected":
      return view.reconnectingSince === null
        ? call
        : { ...call, view: { ...view, reconnectingSince: null } };
    case "quality":
      return view.quality === event.quality
        ? call
        : { ...call, view: { ...view, quality: event.quality } };
    case "heard":
      return (view.heardAt ?? 0) >= event.at
        ? call
        : { ...call, view: { ...view, heardAt: event.at } };
  }
}

/** After the end only the reason of a failure may still come: the SDK reports it after the close. */
function explainEnd(call: TrackedCall, event: CallEvent): TrackedCall {
  const { view } = call;
  if (event.type !== "failed" || view.phase !== "ended" || call.errorCode !== null) return call;
  return { ...call, errorCode: event.code, view: { ...view, errorCode: event.code } };
}

/** The other side's telephone rings, by the SDK or by the row; early media is further than ringing. */
export function ring(call: TrackedCall, earlyMedia: boolean, at: number): TrackedCall {
  const { view } = call;
  if (view.direction === "inbound" || call.closedAt !== null) return call;
  if (view.phase !== "dialing" && !(view.phase === "ringing" && earlyMedia)) return call;
  return {
    ...call,
    view: { ...base(view), phase: earlyMedia ? "early-media" : "ringing", since: at },
  };
}

function open(call: TrackedCall, at: number): TrackedCall {
  if (call.opened || call.closedAt !== null) return call;
  const opened = { ...call, opened: true };
  const theyTalk = call.mode === "browser" || call.row?.status === "in-progress";
  return theyTalk ? talk(opened, at) : opened;
}

/** Both sides hear each other from now on. */
export function talk(call: TrackedCall, at: number): TrackedCall {
  if (call.view.phase === "in-call") return call;
  return {
    ...call,
    view: {
      ...base(call.view),
      phase: "in-call",
      since: at,
      muted: false,
      digits: "",
      reconnectingSince: null,
      quality: "good",
      heardAt: null,
    },
  };
}

function hangUp(call: TrackedCall, at: number): TrackedCall {
  // An invitation is declined or answered, it can't be hung up.
  if (call.view.phase === "incoming") return call;
  const hungUp = { ...call, hungUp: true };
  return end(hungUp, endingByPhone(hungUp), at);
}

function close(
  call: TrackedCall,
  cause: "disconnect" | "cancel" | "transport",
  at: number,
): TrackedCall {
  if (call.closedAt !== null) return call;
  const closed = {
    ...call,
    closedAt: at,
    errorCode: call.errorCode ?? (cause === "transport" ? "transport" : null),
  };
  // They talked: who ended it is known at once. Otherwise the row will say busy, elsewhere, …
  return closed.view.phase === "in-call" ? end(closed, endingByPhone(closed), at) : closed;
}

/** Ends the call; what the row already says goes before what is given. */
export function end(call: TrackedCall, ending: Ending, at: number): TrackedCall {
  const { view } = call;
  if (view.phase === "ended") return call;
  const talked = view.phase === "in-call"
    ? Math.max(0, Math.round((at - view.since) / 1000))
    : null;
  return {
    ...call,
    closedAt: call.closedAt ?? at,
    view: {
      ...base(view),
      phase: "ended",
      since: at,
      ending,
      talkedSeconds: talked,
      errorCode: call.errorCode,
    },
  };
}

/** What every phase has. */
export function base(view: PhoneCall) {
  const { number, name, line, lineName, direction, callId, since } = view;
  return { number, name, line, lineName, direction, callId, since };
}

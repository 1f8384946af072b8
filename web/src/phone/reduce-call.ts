import { endingByPhone, endingByRow, isFinal } from "./ending.ts";
import type { PhoneEvent } from "./events.ts";
import type { TrackedCall } from "./model.ts";
import type { Ending, PhoneCall } from "./phone-state.ts";
import { newTalk, reduceTalk, talkByRow, type TalkEvent } from "./talk.ts";

type CallEvent = Exclude<
  PhoneEvent,
  {
    type:
      | "reach"
      | "microphone"
      | "supervision"
      | "placed"
      | "invited"
      | "refused"
      | "declined"
      | "to-front"
      | "dismissed"
      | "row"
      | "pressed"
      | "press-answered";
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
        ? {
          ...call,
          view: {
            ...running(view),
            talk: talkByRow(newTalk, call.row),
            phase: "connecting",
            since: event.at,
          },
        }
        : call;
    case "ringing":
      return hearTone(ring(call, event.at), event.earlyMedia);
    case "line-heard":
      return view.phase === "ringing" && call.row?.status !== "ringing"
        ? { ...call, view: { ...running(view), phase: "early-media", since: event.at } }
        : call;
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
    case "no-such-number":
      return call;
    default:
      return withTalk(call, event);
  }
}

function withTalk(call: TrackedCall, event: TalkEvent): TrackedCall {
  const { view } = call;
  if (!("talk" in view)) return call;
  const talk = reduceTalk(view.talk, event, view.phase === "in-call");
  return talk === view.talk ? call : { ...call, view: { ...view, talk } };
}

/** After the end only its reason may still come: the SDK reports a failure after the close. */
function explainEnd(call: TrackedCall, event: CallEvent): TrackedCall {
  const { view } = call;
  if (view.phase !== "ended") return call;
  if (event.type === "no-such-number" && view.ending === "refused") {
    return { ...call, view: { ...view, ending: "not-in-service" } };
  }
  if (event.type !== "failed" || call.errorCode !== null) return call;
  return { ...call, errorCode: event.code, view: { ...view, errorCode: event.code } };
}

/** The other side's telephone rings, by the SDK or by the row. */
export function ring(call: TrackedCall, at: number): TrackedCall {
  const { view } = call;
  if (view.phase !== "dialing" || call.closedAt !== null) return call;
  return { ...call, view: { ...running(view), phase: "ringing", since: at } };
}

/** Their ringing tone reaches the person already. */
export function hearTone(call: TrackedCall, earlyMedia: boolean): TrackedCall {
  const { view } = call;
  if (!earlyMedia || view.phase !== "ringing" || view.earlyMedia) return call;
  return { ...call, view: { ...view, earlyMedia: true } };
}

function open(call: TrackedCall, at: number): TrackedCall {
  if (call.opened || call.closedAt !== null) return call;
  const opened = { ...call, opened: true };
  const theyTalk = call.mode === "browser" || call.row?.status === "in-progress";
  return theyTalk ? talk(opened, at) : hearTone(opened, true);
}

/** Both sides hear each other from now on. */
export function talk(call: TrackedCall, at: number): TrackedCall {
  if (call.view.phase === "in-call") return call;
  return {
    ...call,
    view: {
      ...running(call.view),
      phase: "in-call",
      since: at,
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

/**
 * Ends the call, or tells more about one that has ended: once the row is final, it has the word.
 * @param guess how it ended as far as this phone knows
 */
export function end(call: TrackedCall, guess: Ending, at: number): TrackedCall {
  const { view } = call;
  const row = call.row && isFinal(call.row.status) ? call.row : null;
  const talked = view.phase === "in-call"
    ? Math.max(0, Math.round((at - view.since) / 1000))
    : view.phase === "ended"
    ? view.talkedSeconds
    : null;
  // What the person saw, or did, whatever becomes of the call afterwards.
  const isSure = guess === "lost" || guess === call.parting?.ending;
  const ending = row && !isSure ? endingByRow(call, row) : guess;
  const taker = ending === "elsewhere"
    ? call.row?.direction === "internal" ? call.me : call.row?.agent_id ?? null
    : null;
  return {
    ...call,
    closedAt: call.closedAt ?? at,
    view: {
      ...base(view),
      phase: "ended",
      since: view.phase === "ended" ? view.since : at,
      ending,
      ...(taker === null ? {} : { takenBy: taker }),
      ...givenTo(call, ending),
      talkedSeconds: row?.status === "completed" ? row.duration_s ?? talked : talked,
      errorCode: call.errorCode,
    },
  };
}

/** Whom the person gave the call to, and how far that is by the row. */
export function givenTo({ me, row, parting }: TrackedCall, ending: Ending) {
  const to = parting?.to;
  if (!to || ending !== parting.ending) return {};
  // Who was consulted has talked already: nothing more is to be told of a hand-over.
  const target = ending === "transferred" &&
    row?.open_legs.find((leg) => leg.purpose === "transfer" && leg.asked_by === me);
  const states = { ringing: "ringing", connected: "taken" } as const;
  return { givenTo: { ...to, state: target ? states[target.status] : "sent" } } as const;
}

/** What a running call takes along into its next phase. */
function running(view: PhoneCall) {
  return { ...base(view), talk: "talk" in view ? view.talk : newTalk };
}

/** What every phase has. */
function base(view: PhoneCall) {
  const { number, name, line, lineName, direction, callId, since, sent } = view;
  const rungBy = sent ? { sent } : {};
  return { number, name, line, lineName, direction, callId, since, ...rungBy };
}

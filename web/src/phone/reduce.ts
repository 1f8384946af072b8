// The phone's state as a pure function of (state, event): no clock, no DOM, no network. Events may
// come late, twice and in any order; a call only moves forward, and "ended" is final.
import type { PhoneEvent } from "./events.ts";
import { callOf, isBusy, type Model, type TrackedCall } from "./model.ts";
import { reduceCall } from "./reduce-call.ts";
import { reducePress } from "./reduce-press.ts";
import { applyRow } from "./reduce-row.ts";
import { everybodyWaits, newTalk } from "./talk.ts";

export function reduce(model: Model, event: PhoneEvent): Model {
  return withHeardFirst(withoutEnded(step(model, event)));
}

/** Swapped by another tab: whoever hears this person is the phone's call. */
function withHeardFirst(model: Model): Model {
  const { call, second } = model;
  if (call?.view.phase !== "in-call" || second?.view.phase !== "in-call") return model;
  const isHeard = second.view.talk.wiring === "conference" &&
    !everybodyWaits(second.view.talk, second.me);
  return isHeard && everybodyWaits(call.view.talk, call.me)
    ? { ...model, call: second, second: call, press: null }
    : model;
}

/** A second call is there while another one goes on: left alone it is the phone's call, and over it is gone. */
function withoutEnded(model: Model): Model {
  const { call, second } = model;
  if (!second) return model;
  if (!isBusy(second)) return { ...model, second: null };
  return isBusy(call) ? model : { ...model, call: second, second: null, press: null };
}

function step(model: Model, event: PhoneEvent): Model {
  switch (event.type) {
    case "reach":
      return { ...model, reach: event.reach };
    case "microphone":
      return { ...model, microphoneLabel: event.label };
    case "supervision":
      return { ...model, supervision: event.supervision };
    case "placed":
      // A double click changes nothing.
      return isBusy(model.call)
        ? model
        : { ...model, problem: null, press: null, call: begin(event) };
    case "invited":
      if (!isBusy(model.call)) {
        return { ...model, problem: null, press: null, call: begin(event) };
      }
      return canHaveSecond(model) ? { ...model, second: begin(event) } : model;
    case "refused":
      return model.call?.key === event.key && isBusy(model.call)
        ? { ...model, call: null, problem: event.problem }
        : model;
    case "declined":
      if (callOf(model, event.key)?.view.phase !== "incoming") return model;
      return model.call?.key === event.key ? { ...model, call: null } : { ...model, second: null };
    case "to-front":
      return model.second?.key === event.key
        ? { ...model, call: model.second, second: model.call, press: null }
        : model;
    case "dismissed":
      return { ...model, problem: null, call: isBusy(model.call) ? model.call : null };
    case "row":
      return withCalls(
        model,
        model.call && applyRow(model.call, event),
        model.second && applyRow(model.second, event),
      );
    case "pressed":
    case "press-answered":
      return reducePress(model, event);
    default: {
      const { call, second } = model;
      if (call?.key === event.key) return withCalls(model, reduceCall(call, event), second);
      return second?.key === event.key ? withCalls(model, call, reduceCall(second, event)) : model;
    }
  }
}

function withCalls(model: Model, call: TrackedCall | null, second: TrackedCall | null): Model {
  return call === model.call && second === model.second ? model : { ...model, call, second };
}

/** Whether a second call would be shown: somebody who dials, or is rung, looks elsewhere. */
export function canHaveSecond({ call, second }: Model): boolean {
  return call?.view.phase === "in-call" && second === null;
}

function begin(event: Extract<PhoneEvent, { type: "placed" | "invited" }>): TrackedCall {
  const common = { number: event.number, name: null, since: event.at };
  const outbound = event.type === "placed";
  return {
    key: event.key,
    me: event.me,
    view: outbound
      ? {
        ...common,
        phase: "dialing",
        direction: "outbound",
        line: event.line,
        lineName: event.lineName,
        callId: null,
        talk: newTalk,
      }
      : {
        ...common,
        phase: "incoming",
        direction: "inbound",
        // The invitation does not say which number was called; the call's row does.
        line: "",
        lineName: null,
        callId: event.callId,
        othersRing: 0,
      },
    ticket: null,
    mode: outbound ? event.mode : "browser",
    row: null,
    opened: false,
    hungUp: false,
    closedAt: null,
    errorCode: null,
    parting: null,
  };
}

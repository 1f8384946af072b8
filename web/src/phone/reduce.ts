// The phone's state as a pure function of (state, event): no clock, no DOM, no network. Events may
// come late, twice and in any order; a call only moves forward, and "ended" is final.
import type { PhoneEvent } from "./events.ts";
import { isBusy, type Model, type TrackedCall } from "./model.ts";
import { reduceCall } from "./reduce-call.ts";
import { reducePress } from "./reduce-press.ts";
import { applyRow } from "./reduce-row.ts";
import { newTalk } from "./talk.ts";

export function reduce(model: Model, event: PhoneEvent): Model {
  switch (event.type) {
    case "reach":
      return { ...model, reach: event.reach };
    case "microphone":
      return { ...model, microphoneLabel: event.label };
    case "placed":
    case "invited":
      // One call at a time: a double click and a second invitation change nothing.
      return isBusy(model.call)
        ? model
        : { ...model, problem: null, press: null, call: begin(event) };
    case "refused":
      return model.call?.key === event.key && isBusy(model.call)
        ? { ...model, call: null, problem: event.problem }
        : model;
    case "declined":
      return model.call?.key === event.key && model.call.view.phase === "incoming"
        ? { ...model, call: null }
        : model;
    case "dismissed":
      return { ...model, problem: null, call: isBusy(model.call) ? model.call : null };
    case "row":
      return withCall(model, model.call && applyRow(model.call, event));
    case "pressed":
    case "press-answered":
      return reducePress(model, event);
    default:
      if (model.call?.key !== event.key) return model;
      return withCall(model, reduceCall(model.call, event));
  }
}

function withCall(model: Model, call: TrackedCall | null): Model {
  return call === model.call ? model : { ...model, call };
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

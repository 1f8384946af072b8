import type { PhoneEvent } from "./events.ts";
import type { Model } from "./model.ts";

type PressEvent = Extract<PhoneEvent, { type: "pressed" | "press-answered" }>;

/** The phone after a press of a running call's key, or the answer to it. What it changes is told by the call's row alone. */
export function reducePress(model: Model, event: PressEvent): Model {
  const { call, press } = model;
  if (call?.key !== event.key) return model;
  if (event.type === "pressed") {
    const { id, order, parting, at } = event;
    return {
      ...model,
      press: { id, order, at, problem: null },
      call: call.view.phase === "ended" ? call : { ...call, parting },
    };
  }
  if (press?.id !== event.id) return model;
  const { problem, at } = event;
  return problem
    ? { ...model, press: { ...press, problem, at }, call: { ...call, parting: null } }
    : { ...model, press: null };
}

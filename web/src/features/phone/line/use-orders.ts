import { createEffect, createMemo, createSignal, on, onCleanup, untrack } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import type { Order, Press } from "../../../phone/phone-state.ts";
import { partingBy } from "./parting.ts";
import { useLine } from "./use-line.ts";

/** Whatever is done sooner than this needs no words meanwhile, in ms. */
const slowAfterMs = 400;

/** What the keys of a running call ask. Each tells whether it meant something now. */
export function useOrders() {
  const phone = usePhone();
  const { lineUp, isOnHold, canCommand } = useLine();
  /** Whoever is asked about a call, or hears music, changes nothing in it. */
  const mayChange = () => lineUp().host === null && lineUp().kind !== "parked";
  const give = (order: Order): boolean => {
    if (!canCommand()) return false;
    phone.actions()?.command(order, partingBy(order, lineUp()));
    return true;
  };
  return {
    give,
    mayChange,
    toggleHold: () =>
      mayChange() && lineUp().kind !== "consult" &&
      give({ command: isOnHold() ? "resume" : "hold" }),
    handOver: () => lineUp().consulted?.status === "connected" && give({ command: "hand-over" }),
    /** Back from a consultation to whoever waits. */
    goBack: () => lineUp().kind === "consult" && give({ command: "cancel" }),
    /** Out of a call that is somebody else's. */
    leaveHost: () => lineUp().host !== null && give({ command: "leave" }),
  };
}

/** The press that is on its way, once it has taken a moment. */
export function createSlowPress(): () => Press | null {
  const { state, clock } = usePhone();
  const pending = createMemo(() => state().press?.problem === null ? state().press : null);
  const [slow, setSlow] = createSignal<Press | null>(null);
  createEffect(on(pending, (press) => {
    setSlow(null);
    if (!press) return;
    const left = slowAfterMs - (untrack(clock) - press.at);
    if (left <= 0) setSlow(press);
    else {
      const timer = setTimeout(() => setSlow(press), left);
      onCleanup(() => clearTimeout(timer));
    }
  }));
  return slow;
}

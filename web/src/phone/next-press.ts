import type { Order, Parting, Press } from "./phone-state.ts";

/** The screen may show what a key has done before its answer is here: the press after it waits for that, and follows. */
export interface NextPress {
  press: (order: Order, parting?: Parting) => void;
  /** To be called when a press was answered. @param goesOn it was carried out, and its call is still there */
  answered: (goesOn: boolean) => void;
}

/**
 * @param pending the press on its way, or the last one that was refused
 * @param run sends one
 */
export function createNextPress(
  pending: () => Press | null,
  run: (order: Order, parting?: Parting) => void,
): NextPress {
  let next: { order: Order; parting: Parting | undefined } | null = null;
  return {
    press(order, parting) {
      const before = pending();
      if (before?.problem !== null) run(order, parting);
      else if (before.order.command !== order.command) next = { order, parting };
    },
    answered(goesOn) {
      const then = next;
      next = null;
      if (then && goesOn) run(then.order, then.parting);
    },
  };
}

// What a test asks to go wrong. The same seed makes the same faults in the same order.

import * as v from "valibot";
import { seededRandom } from "../ids.ts";
import type { Form } from "./signature.ts";

const rate = v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0);

/** Body of `PUT /_control/faults`. Rates are 0 to 1, times in milliseconds. */
export const faultPlan = v.strictObject({
  seed: v.optional(v.pipe(v.number(), v.integer()), 1),
  callbacks: v.optional(
    v.strictObject({
      duplicate: rate,
      drop: rate,
      shuffle: rate,
      delayMs: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(60_000)), 0),
    }),
    {},
  ),
  rest: v.optional(
    v.array(v.strictObject({
      method: v.pipe(v.string(), v.toUpperCase()),
      /** The beginning or a part of the request's path. */
      path: v.string(),
      status: v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)),
      code: v.pipe(v.number(), v.integer()),
      times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
    })),
    [],
  ),
});
type FaultPlan = v.InferOutput<typeof faultPlan>;

/** How one status callback travels. */
export interface Travel {
  /** 0 when it is lost, 2 when it comes twice. */
  copies: number;
  delayMs: number;
  /** Not to wait for the callbacks before it. */
  unordered: boolean;
}

export interface Faults {
  set(plan: FaultPlan): void;
  clear(): void;
  callback(): Travel;
  /** The fields, in another order when callbacks are shuffled. */
  order(form: Form): Form;
  /** The refusal planned for this API request, counted down by asking. */
  rest(method: string, path: string): { status: number; code: number } | null;
}

/** A shuffled callback is held back up to this long, so that later ones overtake it. */
const OVERTAKEN_MS = 250;

export function createFaults(): Faults {
  let random = seededRandom(1);
  let callbacks = { duplicate: 0, drop: 0, shuffle: 0, delayMs: 0 };
  let rest: FaultPlan["rest"] = [];
  return {
    set(plan) {
      random = seededRandom(plan.seed);
      callbacks = { ...plan.callbacks };
      rest = plan.rest.map((one) => ({ ...one }));
    },
    clear() {
      callbacks = { duplicate: 0, drop: 0, shuffle: 0, delayMs: 0 };
      rest = [];
    },
    callback() {
      const { duplicate, drop, shuffle, delayMs } = callbacks;
      const lost = random() < drop;
      const twice = random() < duplicate;
      const unordered = random() < shuffle;
      const held = unordered ? random() * OVERTAKEN_MS : 0;
      return { copies: lost ? 0 : twice ? 2 : 1, delayMs: delayMs + Math.round(held), unordered };
    },
    order(form) {
      if (callbacks.shuffle === 0) return form;
      const drawn = Object.entries(form).map((entry) => ({ entry, at: random() }));
      return Object.fromEntries(drawn.sort((a, b) => a.at - b.at).map(({ entry }) => entry));
    },
    rest(method, path) {
      const found = rest.find((one) =>
        one.times > 0 && one.method === method && path.includes(one.path)
      );
      if (found === undefined) return null;
      found.times--;
      return { status: found.status, code: found.code };
    },
  };
}

// What a test asks to go wrong. What happens to a webhook depends on the seed and on what it says, not on when it
// comes: the same seed makes the same faults, however the calls of a run mix.

import { createHash } from "node:crypto";
import * as v from "valibot";
import { createRestFaults, restFault, type RestFaults } from "../rest/faults.ts";
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
  rest: v.optional(v.array(restFault), []),
});
type FaultPlan = v.InferOutput<typeof faultPlan>;

/** How one copy of a status callback travels. */
export interface Travel {
  delayMs: number;
  /** Held back until this many later callbacks of the same call have gone (or {@link HELD_MS}); 0 keeps its place. */
  overtakenBy: number;
}

export interface Faults {
  set(plan: FaultPlan): void;
  clear(): void;
  /** The copies of one status callback: none when it is lost, two when it comes twice. */
  callback(url: string, form: Form): Travel[];
  /** The fields, in another order when callbacks are shuffled. */
  order(url: string, form: Form): Form;
  /** Those of the API. */
  readonly rest: RestFaults;
  /** The plan, with what of it has happened to API requests. */
  view(): unknown;
}

/** The longest that a callback is held back, in milliseconds: the last of a call has no later one to wait for. */
export const HELD_MS = 1000;
const MOST_OVERTAKING = 3;
const NONE = v.parse(faultPlan, {});

export function createFaults(): Faults {
  let { seed, callbacks } = NONE;
  let draw = drawer(seed);
  const rest = createRestFaults();
  function set(plan: FaultPlan): void {
    ({ seed, callbacks } = plan);
    draw = drawer(seed);
    rest.set(plan.rest, seed);
  }
  return {
    rest,
    set,
    clear: () => set(NONE),
    view: () => ({ seed, callbacks, rest: rest.view() }),
    callback(url, form) {
      const random = draw("travel", url, form);
      const { duplicate, drop, shuffle, delayMs } = callbacks;
      const lost = random() < drop;
      const twice = random() < duplicate;
      const held = random() < shuffle ? 1 + Math.floor(random() * MOST_OVERTAKING) : 0;
      // The second copy comes late, too: a repeated first step after the last one is what hurts.
      const heldAgain = Math.floor(random() * (MOST_OVERTAKING + 1));
      if (lost) return [];
      const first = { delayMs, overtakenBy: held };
      return twice ? [first, { delayMs, overtakenBy: heldAgain }] : [first];
    },
    order(url, form) {
      if (callbacks.shuffle === 0) return form;
      const random = draw("order", url, form);
      const drawn = Object.entries(form).map((entry) => ({ entry, at: random() }));
      return Object.fromEntries(drawn.sort((a, b) => a.at - b.at).map(({ entry }) => entry));
    },
  };
}

/** What tells one webhook of a run from another and is the same in the next run: no SID, no time. */
const TELLING = [
  "Direction",
  "From",
  "To",
  "CallStatus",
  "SequenceNumber",
  "StatusCallbackEvent",
  "ParticipantLabel",
  "RecordingStatus",
  "DialCallStatus",
];

/** Random numbers (0 up to 1) for one use of a webhook; the n-th webhook that says the same gets numbers of its own. */
function drawer(seed: number) {
  const seen = new Map<string, number>();
  return (use: string, url: string, form: Form): () => number => {
    const said = TELLING.map((name) => form[name] ?? "");
    const key = [use, new URL(url).pathname, ...said].join("\n");
    const nth = seen.get(key) ?? 0;
    seen.set(key, nth + 1);
    let drawn = 0;
    return () => {
      const digest = createHash("sha256").update(`${seed}:${key}:${nth}:${drawn++}`).digest();
      return digest.readUInt32BE(0) / 2 ** 32;
    };
  };
}

// What a test asks to go wrong with the API requests of the program under test.

import { createHash } from "node:crypto";
import * as v from "valibot";

const count = v.pipe(v.number(), v.integer(), v.minValue(1));

/** Which requests it happens to. */
const which = {
  method: v.pipe(v.string(), v.toUpperCase()),
  /** The last parts of the request's path, without `.json`; `*` stands for any one part. */
  path: v.string(),
  /** The first match that it happens to, from 1. */
  nth: v.optional(count, 1),
  /** To how many matches, from that one on. */
  times: v.optional(v.union([count, v.literal("all")]), 1),
  /** The share of these that it happens to. */
  rate: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 1),
};

export const restFault = v.variant("do", [
  v.strictObject({
    ...which,
    /** Answered so, and nothing else done. */
    do: v.optional(v.literal("refuse"), "refuse"),
    status: v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)),
    code: v.pipe(v.number(), v.integer()),
  }),
  /** Neither done nor answered, until the client gives up. */
  v.strictObject({ ...which, do: v.literal("hang") }),
  /** Done; then the connection is closed instead of an answer. */
  v.strictObject({ ...which, do: v.literal("lose") }),
]);
export type RestFault = v.InferOutput<typeof restFault>;

export interface RestFaults {
  set(faults: readonly RestFault[], seed: number): void;
  /** What is planned for this request, which is counted by asking. A request that one takes the later ones don't count. */
  next(method: string, path: string): RestFault | null;
  /** The plan, and for each how many requests matched it and how many it has happened to. */
  view(): (RestFault & { matched: number; happened: number })[];
  /** Aborts when another plan is set: what hangs is let go. */
  readonly replaced: AbortSignal;
}

export function createRestFaults(): RestFaults {
  let replaced = new AbortController();
  let seed = 1;
  let planned: { fault: RestFault; matched: number; happened: number }[] = [];

  /** The same in each run with the same seed: it depends on the number of the match alone. */
  function isDrawn({ rate }: RestFault, at: number, match: number): boolean {
    const digest = createHash("sha256").update(`${seed}:rest:${at}:${match}`).digest();
    return digest.readUInt32BE(0) / 2 ** 32 < rate;
  }

  return {
    set(faults, newSeed) {
      replaced.abort();
      replaced = new AbortController();
      seed = newSeed;
      planned = faults.map((fault) => ({ fault, matched: 0, happened: 0 }));
    },
    next(method, path) {
      for (const [at, one] of planned.entries()) {
        const { fault } = one;
        if (fault.method !== method || !fits(fault.path, path)) continue;
        const match = ++one.matched;
        const times = fault.times === "all" ? Infinity : fault.times;
        if (match < fault.nth || match >= fault.nth + times) continue;
        if (!isDrawn(fault, at, match)) continue;
        one.happened++;
        return fault;
      }
      return null;
    },
    view: () => planned.map(({ fault, ...counts }) => ({ ...fault, ...counts })),
    get replaced() {
      return replaced.signal;
    },
  };
}

function fits(pattern: string, path: string): boolean {
  const wanted = partsOf(pattern);
  const parts = partsOf(path).slice(-wanted.length);
  return parts.length === wanted.length &&
    wanted.every((part, at) => part === "*" || part === parts[at]);
}

const partsOf = (path: string) => path.replace(/^\//, "").replace(/\.json$/, "").split("/");

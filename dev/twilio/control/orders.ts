// What `/_control` takes, checked.

import * as v from "valibot";

const hz = v.pipe(v.number(), v.minValue(100), v.maxValue(3800));

/** Body of `POST /_control/calls`. */
export const newCall = v.strictObject({
  from: v.string(),
  to: v.string(),
  speak: v.optional(v.union([
    v.strictObject({ tone: hz }),
    v.strictObject({ text: v.pipe(v.string(), v.minLength(1), v.maxLength(500)) }),
  ])),
  /** What the caller's network says beside the number. */
  network: v.optional(v.strictObject({
    forwardedFrom: v.optional(v.string()),
    callerName: v.optional(v.string()),
    stirVerstat: v.optional(v.string()),
  })),
});

/** Body of `POST /_control/calls/{sid}`. */
export const callOrder = v.variant("do", [
  v.strictObject({ do: v.literal("answer") }),
  v.strictObject({ do: v.literal("hangup") }),
  v.strictObject({
    do: v.literal("digits"),
    value: v.pipe(v.string(), v.regex(/^[0-9*#A-D]{1,32}$/i)),
  }),
  v.strictObject({
    do: v.literal("tone"),
    value: v.union([hz, v.pipe(v.string(), v.decimal(), v.transform(Number), hz)]),
  }),
  v.strictObject({ do: v.literal("silence") }),
  /** No packets at all, as from a telephone that is muted in its own way. */
  v.strictObject({ do: v.literal("no-packets") }),
]);
export type CallOrder = v.InferOutput<typeof callOrder>;

/** Body of `POST /_control/clients`. */
export const newClient = v.strictObject({ token: v.string() });

/** The most that one order moves the clock: 30 days. */
const MOST_MS = 30 * 86_400_000;

/** Body of `POST /_control/clock`. Both in milliseconds. */
export const clockOrder = v.strictObject({
  advanceMs: v.pipe(v.number(), v.minValue(0), v.maxValue(MOST_MS)),
  /** The machine's time that an answer may take before the clock goes on without it. */
  waitMs: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(15_000)), 5000),
});

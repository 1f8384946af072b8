// How a scripted telephone behaves when it is called.

import * as v from "valibot";

const ms = v.pipe(v.number(), v.minValue(0), v.maxValue(3_600_000));

/** Body of `PUT /_control/numbers/{e164}`. */
export const behaviour = v.strictObject({
  behaviour: v.picklist(["answer", "busy", "no-answer", "reject", "voicemail"]),
  /** How long it rings before it does what it does; with `no-answer`, until its network gives up (480), else for ever. */
  ringMs: v.optional(ms),
  /** Hz, played after the answer; without it a gentle pattern of notes. */
  tone: v.optional(v.pipe(v.number(), v.minValue(100), v.maxValue(3800))),
  /** Spoken after the answer, over and over; a tone goes before it. A mailbox greets with it, once. */
  text: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(500))),
  /** Keys that it presses after the answer; each `w` waits half a second. */
  digits: v.optional(v.pipe(v.string(), v.regex(/^[0-9*#A-DW]{1,32}$/i))),
  /** Counted from the answer. */
  hangupAfterMs: v.optional(ms),
});
export type Behaviour = v.InferOutput<typeof behaviour>;

/** A telephone that nobody told anything. */
export const ORDINARY: Behaviour = { behaviour: "answer" };

// Which verbs ran, or run, on each leg; for people who watch.

import type { Call } from "../calls/call.ts";
import type { Verb } from "./parse.ts";

export interface Step {
  verb: string;
  /** Whom it rings, what it says, where it leads. */
  detail: string;
  /** Milliseconds since 1970. */
  at: number;
  /** null while it runs. */
  endedAt: number | null;
}

/** A caller's queue loops for hours: the oldest steps of a call are forgotten. */
const MOST_KEPT = 100;
const LONGEST_DETAIL = 120;

const steps = new WeakMap<Call, Step[]>();

export const stepsOf = (call: Call): readonly Step[] => steps.get(call) ?? [];

/** Notes that a verb begins; the returned function, that it ended. */
export function beginStep(call: Call, verb: Verb, now: () => number): () => void {
  const step: Step = { verb: verb.name, detail: detailOf(verb), at: now(), endedAt: null };
  const all = [...stepsOf(call), step];
  steps.set(call, all.slice(-MOST_KEPT));
  return () => step.endedAt = now();
}

function detailOf({ name, attributes, children, text }: Verb): string {
  const named = children.map((child) =>
    child.text || child.children.find((inner) => inner.name === "Identity")?.text || child.name
  );
  const detail = name === "Pause"
    ? `${attributes["length"] ?? "1"} s`
    : named.length > 0
    ? named.join(", ")
    : text;
  return detail.length > LONGEST_DETAIL ? `${detail.slice(0, LONGEST_DETAIL)}…` : detail;
}

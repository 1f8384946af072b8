import type { CallRow } from "../../calls/calls.tsx";
import { isMissed } from "./outcome.ts";

/**
 * The missed calls after which nobody (as far as these calls tell) spoke with the caller, newest
 * first, each caller once.
 * @param calls newest first
 */
export function openMissed(calls: readonly CallRow[]): CallRow[] {
  const settled = new Set<string>();
  return calls.filter((call) => {
    if (call.otherNumber === null || settled.has(call.otherNumber)) return false;
    // Whatever came later with the same number settles it: a talk, a try, or a later miss.
    settled.add(call.otherNumber);
    return isMissed(call);
  });
}

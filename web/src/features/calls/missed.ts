import { personOf } from "../../../../supabase/functions/_shared/numbers/spellings.ts";
import type { CallRow } from "../../realtime/calls.tsx";
import { isCallable } from "../../shared/withheld.ts";
import { isMissed } from "./outcome.ts";

/**
 * The missed calls after which nobody (as far as these calls tell) spoke with the caller, newest
 * first, each caller once.
 * @param calls newest first
 */
export function openMissed(calls: readonly CallRow[]): CallRow[] {
  const settled = new Set<string>();
  return calls.filter((call) => {
    if (!isCallable(call.otherNumber)) return false;
    const person = personOf(call.otherNumber);
    if (settled.has(person)) return false;
    // Whatever came later with the same number settles it: a talk, a try, or a later miss.
    settled.add(person);
    return isMissed(call);
  });
}

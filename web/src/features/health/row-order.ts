import { createEffect, createSignal, on } from "solid-js";
import type { HealthCheckName } from "../../../../supabase/functions/_shared/contracts/health_findings.ts";
import type { HealthCheck } from "../../health/health.tsx";
import { inOrder, worstFirst } from "./check-order.ts";

/** When everything was checked last, epoch ms; null when it never was. */
export function checkedAt(checks: readonly HealthCheck[]): number | null {
  return checks.length === 0
    ? null
    : Math.max(...checks.map(({ checked_at }) => Date.parse(checked_at)));
}

/**
 * The checks as they stand on screen: the worst first as of a full check, and from then on where they
 * are. A check that somebody else or the clock ran moves no row under the person's pointer or focus.
 * @param doing what this page does
 * @param isHeld whether the person is on the list
 */
export function createRowOrder(
  checks: () => readonly HealthCheck[],
  doing: () => "nothing" | "checking" | "repairing",
  isHeld: () => boolean,
): () => readonly HealthCheck[] {
  const [order, setOrder] = createSignal<readonly HealthCheckName[]>([]);
  let orderedRun: number | null = null;
  createEffect(on(checks, (found) => {
    const run = checkedAt(found);
    if (run === null || run === orderedRun) return;
    const isFirst = orderedRun === null;
    orderedRun = run;
    // A repair ends in a full check, too: its row stays, or its outcome would have to be looked for.
    const stays = doing() === "repairing" || (doing() === "nothing" && isHeld());
    if (isFirst || !stays) setOrder(worstFirst(found).map(({ check }) => check));
  }));
  return () => inOrder(checks(), order());
}

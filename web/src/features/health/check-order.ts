import {
  type HealthCheckName,
  healthChecks,
  type HealthLevel,
} from "../../../../supabase/functions/_shared/contracts/health_findings.ts";

interface Ordered {
  check: HealthCheckName;
  level: HealthLevel;
}

const weight: Record<HealthLevel, number> = { red: 0, amber: 1, green: 2 };

/** Red first, then amber, then green; among the same in the order in which a person reads them. */
export function worstFirst<T extends Ordered>(checks: readonly T[]): T[] {
  return [...checks].sort((a, b) =>
    weight[a.level] - weight[b.level] ||
    healthChecks.indexOf(a.check) - healthChecks.indexOf(b.check)
  );
}

/**
 * The checks in an order that is on screen already, so that none jumps under the pointer; what is
 * not in it comes last.
 */
export function inOrder<T extends Ordered>(
  checks: readonly T[],
  order: readonly HealthCheckName[],
): T[] {
  const place = (check: HealthCheckName) => {
    const at = order.indexOf(check);
    return at === -1 ? order.length : at;
  };
  return worstFirst(checks).sort((a, b) => place(a.check) - place(b.check));
}

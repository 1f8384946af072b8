export function missingEntries(
  lock: { packages: Record<string, unknown> },
): Record<string, unknown>;

export function withoutHash(lock: { packages: Record<string, object> }): string[];

export function fillHashes(
  lock: { packages: Record<string, object> },
  ask: (spec: string) => string | null,
): string[];

/** The middle of the values, or the mean of the middle two. @throws when there are none */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) {
    throw new Error("Cannot take a median: no values");
  }
  return (upper + lower) / 2;
}

/** The smallest value that at least `share` (0 to 1) of the values do not exceed. @throws when there are none */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (found === undefined) throw new Error("Cannot take a percentile: no values");
  return found;
}

export const p95 = (values: readonly number[]): number => percentile(values, 0.95);

/** The sum of all over their number. @throws on an empty list */
export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new Error("Cannot take a mean: no values");
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** One line of the table. */
export interface Row {
  /** What was measured, as a person would say it. */
  measure: string;
  /** Ours, with its unit: "4.1 ms (p95 6.0)". */
  ours: string;
  /** The floor of the same run, or "–" for a limit that is absolute. */
  floor: string;
  /** What the limit is about: a ratio, a difference, an amount. */
  result: string;
  limit: string;
  ok: boolean;
  /** Why the limit is what it is. */
  reason: string;
}

export const ms = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
export const times = (value: number): string => `${value.toFixed(2)}×`;

import type { FromNumber } from "../../../shared/workspace.tsx";

/** Remembers which of the own numbers was last used for a country, in this browser. */
const key = (seatId: number, country: string) => `softphone-from-${seatId}-${country}`;

export function rememberFrom(seatId: number, country: string, number: string): void {
  localStorage.setItem(key(seatId, country), number);
}

/** The own numbers, the one last used for this country first. */
export function orderedFor(
  numbers: readonly FromNumber[],
  seatId: number,
  country: string | null,
): FromNumber[] {
  const last = country === null ? null : localStorage.getItem(key(seatId, country));
  return numbers.toSorted((a, b) => Number(b.number === last) - Number(a.number === last));
}

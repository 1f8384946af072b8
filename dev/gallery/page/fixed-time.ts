/** The mocks' moment: Wednesday 17 June 2026, 14:42 in Berlin. */
export const fixedNow = Date.parse("2026-06-17T14:42:20+02:00");

/** Stops the wall clock at the mocks' moment, so that two pictures of a state are equal. */
export function stopClock(): void {
  Date.now = () => fixedNow;
}

// Dates as the APIs with a host of their own write them.

/** `2026-01-05T12:00:00Z` */
export const isoSeconds = (ms: number): string =>
  new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");

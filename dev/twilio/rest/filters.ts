// The filters of lists.

/** A day of the query (`2026-01-05`, or a moment in it), and whether `at` lies in it; times are UTC. */
const sameDay = (at: number, day: string) =>
  new Date(at).toISOString().slice(0, 10) === day.slice(0, 10);

/** `Name` is a day, `Name<` and `Name>` are moments or days (included). A time that is not yet fits no filter. */
export function inTime(query: URLSearchParams, name: string, at: number | null): boolean {
  const day = query.get(name);
  const before = query.get(`${name}<`);
  const after = query.get(`${name}>`);
  if (day === null && before === null && after === null) return true;
  if (at === null) return false;
  return (day === null || sameDay(at, day)) &&
    (before === null || at <= Date.parse(before) || isDay(before) && sameDay(at, before)) &&
    (after === null || at >= Date.parse(after));
}

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);

/** True when the query does not ask for `name`, or for this value. */
export function equals(query: URLSearchParams, name: string, value: string | null): boolean {
  return !query.has(name) || query.get(name) === value;
}

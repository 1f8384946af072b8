/** So long a call waits for the person whose page was gone, in ms: supabase/schemas/41_interrupted_calls.sql. */
const graceMs = 45_000;

/** What is left of it, in whole seconds. @param since and @param now epoch ms */
export function graceLeft(since: number, now: number): number {
  return Math.max(0, Math.ceil((since + graceMs - now) / 1000));
}

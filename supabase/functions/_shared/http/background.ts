/** Present on Supabase's hosted runtime: it lets an instance live until the promise is settled. */
declare const EdgeRuntime: { waitUntil(promise: Promise<unknown>): void } | undefined;

/** Does something that nobody waits for, once the answer is on its way. */
export function inBackground(work: () => void | Promise<void>): void {
  const done = new Promise<void>((resolve) => setTimeout(resolve)).then(work);
  if (typeof EdgeRuntime !== "undefined") EdgeRuntime.waitUntil(done);
}

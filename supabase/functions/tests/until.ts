/**
 * Asks again until there is an answer: what is waited for is another process's work.
 * @param tries at 25 ms each: a limit for what hangs, not for what is slow; Infinity leaves it to the run's own
 * @throws when the tries are used up
 */
export async function until<T>(
  ask: () => Promise<T | null | false>,
  tries = 2_000,
): Promise<T> {
  for (let tried = 0; tried < tries; tried++) {
    const found = await ask();
    if (found !== null && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("Cannot go on: what the test waits for does not come");
}

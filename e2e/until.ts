/**
 * Waits for what a test means: asks again until `check` gives something other than null, undefined or false.
 * @throws with the sentence and the last value after 20 s
 */
export async function until<T>(
  sentence: string,
  check: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  seen: () => unknown = () => undefined,
): Promise<T> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const value = await check();
    if (value !== null && value !== undefined && value !== false) return value;
    if (Date.now() > deadline) {
      const last = JSON.stringify(await seen());
      throw new Error(
        `Never came true: ${sentence}${last === undefined ? "" : `; last seen: ${last}`}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

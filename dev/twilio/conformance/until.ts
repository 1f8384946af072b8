const EVERY_MS = 250;
const LIMIT_MS = 60_000;

/**
 * Asks until the answer is not null: for what Twilio tells only when it is asked.
 * @throws {Error} after a minute, saying what did not come
 */
export async function until<T>(what: string, ask: () => Promise<T | null>): Promise<T> {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > end) throw new Error(`not so after a minute: ${what}`);
    await new Promise((next) => setTimeout(next, EVERY_MS));
  }
}

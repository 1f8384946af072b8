/**
 * Makes readings follow each other: whoever asks while one is under way shares the next one, which begins after it.
 * So an old answer never comes after a newer one, and a burst of news is read once or twice.
 */
export function oneAtATime<T>(read: () => Promise<T>): () => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  let waiting: Promise<T> | null = null;
  return () => {
    if (waiting !== null) return waiting;
    const mine = last.then(() => {
      waiting = null;
      return read();
    });
    waiting = mine;
    last = mine.catch(() => undefined);
    return mine;
  };
}

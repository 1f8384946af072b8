/**
 * Lets at most so many of the calls of a function be under way; the others wait for their turn.
 * @example const ask = atMost(8, fetch)
 */
export function atMost<A extends unknown[], R>(
  limit: number,
  call: (...args: A) => Promise<R>,
): (...args: A) => Promise<R> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (...args) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await call(...args);
    } finally {
      // The next one takes the place over, so that nobody slips in between.
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}

/** A smaller difference is the network's, in ms. */
const noiseMs = 1_000;

/** The server's time, by a browser's clock that may be wrong by minutes. */
export interface ServerClock {
  /** Epoch ms. */
  now: () => number;
  /**
   * To be called as the server is asked something.
   * @returns takes the epoch ms that its answer named
   */
  ask: () => (serverAt: number) => void;
}

/** @param local epoch ms by this machine */
export function openServerClock(local: () => number): ServerClock {
  let ahead = 0;
  return {
    now: () => local() + ahead,
    ask() {
      const askedAt = local();
      return (serverAt) => {
        const answeredAt = local();
        const found = serverAt - (askedAt + answeredAt) / 2;
        // It may have been read at any moment between the two. Timers must not jump for less than that.
        const doubt = Math.max(noiseMs, (answeredAt - askedAt) / 2);
        if (Math.abs(found - ahead) > doubt) ahead = found;
      };
    },
  };
}

/** Learns with everything that the page reads of who is there. */
export const serverClock = openServerClock(() => Date.now());

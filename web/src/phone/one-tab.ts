/** The part of `navigator.locks` that this needs. */
export type LockSource = Pick<LockManager, "request">;

/** What the tabs of one browser say to each other. */
export interface Channel {
  say: (words: string) => void;
  close: () => void;
}

export interface OneTabDeps {
  /** Undefined on a page without https. */
  locks: LockSource | undefined;
  openChannel: (name: string, onHeard: (words: string) => void) => Channel;
  /** Calls again and again while the page is looked at; answers how to stop. */
  every: (ms: number, run: () => void) => () => void;
  /** Runs later; answers how to call it off. */
  after: (ms: number, run: () => void) => () => void;
}

/** A frozen tab keeps its lock and answers nothing: it is asked so often, */
const askEveryMs = 10_000;
/** and must have answered by then. */
const answerWithinMs = 5_000;

/**
 * Makes one tab of this browser the seat's phone: a second one would be a second telephone. The first has it until it is
 * closed, and then the next.
 * @param onHeld this tab is the phone now
 * @param onElsewhere another tab is; `onHeld` follows when that one lets go
 * @returns lets go
 */
export function takePhone(
  { locks, openChannel, every, after }: OneTabDeps,
  seatId: number,
  { onHeld, onElsewhere }: { onHeld: () => void; onElsewhere: () => void },
): () => void {
  if (!locks) {
    onHeld();
    return () => {};
  }
  const name = `softphone-seat-${seatId}`;
  const channel = openChannel(name, (words) => {
    if (words === "answer") isAnswered = true;
    else if (isHeld) channel.say("answer");
  });
  const left = new AbortController();
  let isHeld = false;
  let isWaiting = false;
  let isAnswered = true;
  let callOff = () => {};

  const hold = () => {
    if (left.signal.aborted) return undefined;
    isHeld = true;
    onHeld();
    return new Promise<void>((resolve) => left.signal.addEventListener("abort", () => resolve()));
  };
  const lose = () => {
    // Rejects with AbortError when it is stolen, or not waited for any more: https://w3c.github.io/web-locks
    if (left.signal.aborted || !isHeld) return;
    isHeld = false;
    onElsewhere();
    wait();
  };
  const wait = () => {
    if (isWaiting) return;
    isWaiting = true;
    void locks.request(name, { signal: left.signal }, () => {
      isWaiting = false;
      return hold();
    }).catch(lose);
  };
  const steal = () => void locks.request(name, { steal: true }, hold).catch(lose);

  const ask = () => {
    if (isHeld) return;
    isAnswered = false;
    channel.say("ask");
    callOff();
    callOff = after(answerWithinMs, () => {
      if (!isHeld && !isAnswered && !left.signal.aborted) steal();
    });
  };
  const stopAsking = every(askEveryMs, ask);

  void locks.request(name, { ifAvailable: true }, (lock) => {
    if (lock || left.signal.aborted) return hold();
    onElsewhere();
    wait();
    ask();
    return undefined;
  }).catch(lose);

  return () => {
    left.abort();
    stopAsking();
    callOff();
    channel.close();
  };
}

/** The part of `navigator.locks` that this needs. */
export type LockSource = Pick<LockManager, "request">;

/**
 * Makes this tab the one that rings for a seat: a person's second tab would be a second telephone.
 * The newest tab wins, since that is where the person just pressed the button.
 * @param onLost another tab took it
 * @returns lets go
 */
export function takePhone(
  locks: LockSource | undefined,
  seatId: number,
  onLost: () => void,
): () => void {
  if (!locks) return () => {};
  let release: () => void = () => {};
  let left = false;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  void locks.request(`softphone-seat-${seatId}`, { steal: true }, () => held).catch(() => {
    // Rejects with AbortError when it is stolen: https://w3c.github.io/web-locks
    if (!left) onLost();
  });
  return () => {
    left = true;
    release();
  };
}

import type { Purpose } from "./candidates.ts";

/**
 * Gives the focus back to what had it before the picker, or to the key that opened it: with the picker the keys of the
 * call change, and what was pressed may be another element by then.
 * @param box the picker; drawn when the focus is to be given back
 * @returns to be called before the picker goes; what it returns, after that
 */
export function createWayBack(
  box: () => HTMLElement | undefined,
  purpose: () => Purpose,
): () => () => void {
  const opener = document.activeElement;
  return () => {
    const phone = box()?.closest(".phone") ?? document.body;
    const key = `[data-key=${purpose()}], [data-first=mute]`;
    return () => {
      // Whoever let the picker go may have led the focus on, and a picker that stays keeps it.
      if (document.activeElement !== document.body) return;
      const isThere = opener instanceof HTMLElement && opener !== document.body &&
        opener.isConnected;
      const back = isThere ? opener : phone.querySelector<HTMLElement>(key);
      back?.focus({ preventScroll: true });
    };
  };
}

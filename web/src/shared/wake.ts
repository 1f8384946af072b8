/** The events after which what the page knows may be old. */
export interface WakeSource {
  window: EventTarget;
  document: EventTarget & { readonly visibilityState: string };
}

/**
 * Calls `listener` when the network came back, the tab was shown, or a frozen page was resumed.
 * @returns stops listening
 */
export function onWake(
  listener: () => void,
  { window, document }: WakeSource = { window: globalThis, document: globalThis.document },
): () => void {
  const shown = () => {
    if (document.visibilityState === "visible") listener();
  };
  window.addEventListener("online", listener);
  document.addEventListener("visibilitychange", shown);
  // https://developer.mozilla.org/docs/Web/API/Document/resume_event (Chromium's page lifecycle)
  document.addEventListener("resume", listener);
  return () => {
    window.removeEventListener("online", listener);
    document.removeEventListener("visibilitychange", shown);
    document.removeEventListener("resume", listener);
  };
}

/**
 * Calls `listener` when the browser knows that the network is gone, long before a socket notices.
 * @returns stops listening
 */
export function onNetworkLost(
  listener: () => void,
  { window }: Pick<WakeSource, "window"> = { window: globalThis },
): () => void {
  window.addEventListener("offline", listener);
  return () => window.removeEventListener("offline", listener);
}

/**
 * Calls `listener` when the browser knows that there is a network again.
 * @returns stops listening
 */
export function onNetworkBack(
  listener: () => void,
  { window }: Pick<WakeSource, "window"> = { window: globalThis },
): () => void {
  window.addEventListener("online", listener);
  return () => window.removeEventListener("online", listener);
}

import silenceUrl from "./silence.wav?url&no-inline";

/** Whether this browser lets the page ring though nobody has clicked on it yet. */
export async function maySound(): Promise<boolean> {
  try {
    await new Audio(silenceUrl).play();
    return true;
  } catch (error) {
    // Whatever else is wrong, a click would not mend it: https://developer.mozilla.org/docs/Web/Media/Guides/Autoplay
    return !(error instanceof Error && error.name === "NotAllowedError");
  }
}

/**
 * Calls `run` with the next click or key, wherever it is.
 * @returns stops listening
 */
export function onGesture(run: () => void): () => void {
  const stop = () => {
    globalThis.removeEventListener("click", gesture, true);
    globalThis.removeEventListener("keydown", gesture, true);
  };
  const gesture = (event: Event) => {
    // Escape is no activation: https://html.spec.whatwg.org/multipage/interaction.html#activation-triggering-input-event
    if (event instanceof KeyboardEvent && event.key === "Escape") return;
    stop();
    run();
  };
  globalThis.addEventListener("click", gesture, true);
  globalThis.addEventListener("keydown", gesture, true);
  return stop;
}

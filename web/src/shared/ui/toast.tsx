import { createSignal, type JSX, Show } from "solid-js";
import { ui } from "../words.ts";

/** How long a toast stays, in ms; under the pointer it stays longer. */
const stayMs = 5000;

const [sentence, setSentence] = createSignal("");
let timer: ReturnType<typeof setTimeout> | undefined;

/** Confirms what was just done, by this person or another. One at a time. */
export function toast(text: string): void {
  setSentence(text);
  startLeaving();
}

function startLeaving(): void {
  clearTimeout(timer);
  timer = setTimeout(() => setSentence(""), stayMs);
}

export function Toast(): JSX.Element {
  return (
    <Show when={sentence()}>
      <section
        class="toast"
        aria-label={ui.news}
        onPointerEnter={() => clearTimeout(timer)}
        onPointerLeave={startLeaving}
      >
        {sentence()}
      </section>
    </Show>
  );
}

import { createSignal, type JSX } from "solid-js";

/** Assertive interrupts what a screen reader says; only the running call may. */
export type Urgency = "polite" | "assertive";

const [polite, sayPolitely] = createSignal("");
const [assertive, sayAtOnce] = createSignal("");

/** Has a screen reader say a sentence, once. */
export function announce(sentence: string, urgency: Urgency): void {
  const say = urgency === "polite" ? sayPolitely : sayAtOnce;
  // The same sentence twice in a row is no change, and would not be read.
  say((old) => old === sentence ? `${sentence}\u00a0` : sentence);
}

/** The two live regions; there from the start, or their first sentence would be lost. */
export function Announcer(): JSX.Element {
  return (
    <div class="vh">
      <div aria-live="polite" data-live="polite">{polite()}</div>
      <div aria-live="assertive" data-live="assertive">{assertive()}</div>
    </div>
  );
}

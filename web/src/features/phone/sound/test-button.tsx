import type { JSX } from "solid-js";
import { createTestSound } from "./create-test-sound.ts";
import { sounds as words } from "./words.ts";

/** Lets the person hear the devices; pressed again, it stops. */
export function TestButton(props: { label: string; ids: readonly string[] }): JSX.Element {
  const test = createTestSound();
  return (
    <button
      type="button"
      class="btn"
      onClick={() => test.isPlaying() ? test.stop() : test.play(props.ids)}
    >
      {test.isPlaying() ? words.stop : props.label}
    </button>
  );
}

import { type JSX, Show } from "solid-js";
import audioLines from "lucide-static/icons/audio-lines.svg?raw";
import type { CallRow } from "../../calls/calls.tsx";
import { later } from "../../shared/later.ts";
import { Drawing } from "../../shared/ui/icon.tsx";
import { createPart } from "../../shared/ui/part.tsx";
import { calls as words } from "./words.ts";

/** It comes with the first recording that somebody opens. */
export const RecordingPlayer = createPart(
  later(() => import("./recording/player.tsx")),
  (module) => module.RecordingPlayer,
);

/** That there is a recording; a press opens it in the row. */
export function RecordingMark(props: {
  call: CallRow;
  who: string;
  isOpen: boolean;
  onToggle: (call: CallRow) => void;
}): JSX.Element {
  return (
    <Show when={props.call.isRecorded}>
      <button
        type="button"
        class="ib"
        aria-expanded={props.isOpen}
        aria-label={words.recordingOf(props.who)}
        title={words.recordingOf(props.who)}
        onClick={() => props.onToggle(props.call)}
      >
        <Drawing source={audioLines} />
      </button>
    </Show>
  );
}

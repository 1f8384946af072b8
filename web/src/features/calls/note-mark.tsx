import { type JSX, Show } from "solid-js";
import type { CallRow } from "../../calls/calls.tsx";
import { isLive } from "../../calls/call-state.ts";
import { useWorkspace } from "../../shared/workspace.tsx";
import { calls as words } from "./words.ts";

/** That there is a note; a press opens it, or a new one on a call that the person may write of. */
export function NoteMark(props: {
  call: CallRow;
  who: string;
  onNotes: (call: CallRow) => void;
}): JSX.Element {
  const { seat } = useWorkspace();
  const mayWrite = () => props.call.tookPart || seat()?.role !== "agent";
  const label = () => props.call.hasNote ? words.noteOn(props.who) : words.addNote(props.who);
  return (
    <Show when={!isLive(props.call) && (props.call.hasNote || mayWrite())}>
      <button
        type="button"
        class="mark"
        classList={{ none: !props.call.hasNote }}
        aria-label={label()}
        onClick={() => props.onNotes(props.call)}
      >
        {words.note}
      </button>
    </Show>
  );
}

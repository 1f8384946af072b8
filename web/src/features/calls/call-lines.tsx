import { For, type JSX, Show } from "solid-js";
import { CallLine } from "./call-line.tsx";
import type { CallListProps } from "./call-table.tsx";
import { RecordingPlayer } from "./recording-mark.tsx";
import { dayTitle } from "./day-title.ts";
import { isLive } from "../../calls/call-state.ts";

/** The calls by day in rows of two lines, where a table has no room. */
export function CallLines(props: CallListProps): JSX.Element {
  return (
    <div class="lines">
      <Show when={props.empty}>
        <p class="note">{props.empty}</p>
      </Show>
      <For each={props.calls}>
        {(call, at) => (
          <>
            <Show when={dayTitle(props.calls, at(), props.minute)}>
              {(title) => <h2 class="sect">{title()}</h2>}
            </Show>
            <CallLine
              call={call}
              now={isLive(call) ? props.second : props.minute}
              onCall={props.onCall}
              onNotes={props.onNotes}
              recording={{ isOpen: props.opened === call.id, onToggle: props.onRecording }}
            />
            <Show when={props.opened === call.id}>
              <RecordingPlayer callId={call.id} />
            </Show>
          </>
        )}
      </For>
    </div>
  );
}

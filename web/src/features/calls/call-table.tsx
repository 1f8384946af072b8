import { For, type JSX, Show } from "solid-js";
import type { CallRow } from "../../calls/calls.tsx";
import { daysBetween } from "../../shared/ui/clock-text.ts";
import { createMedia } from "../../shared/ui/media.ts";
import { calls as words } from "./words.ts";
import { TableRow } from "./call-row.tsx";
import { RecordingPlayer } from "./recording-mark.tsx";
import { dayTitle } from "./day-title.ts";
import { isLive } from "../../calls/call-state.ts";

/** What a list of calls needs, as a table or as lines. */
export interface CallListProps {
  calls: CallRow[];
  /** Epoch ms, moving each half minute. */
  minute: number;
  /** Epoch ms, moving each second while something is timed. */
  second: number;
  /** The log of all agents, with columns for agent and length. */
  everyone: boolean;
  /** What stands there when there are no calls; null while that is not known. */
  empty: string | null;
  onCall: (call: CallRow) => void;
  onNotes: (call: CallRow) => void;
  /** Of which call the recording is open; one at a time. */
  opened: number | null;
  onRecording: (call: CallRow) => void;
}

/** The calls by day, as a table. Rows are kept, so that neither focus nor pointer loses its row. */
export function CallTable(props: CallListProps): JSX.Element {
  // Between a narrow and a wide desk the line has no room.
  const hasLine = createMedia("(min-width: 80rem)");
  const columns = () => (props.everyone ? 8 : 6) - (hasLine() ? 0 : 1);
  const beginsToday = () => {
    const first = props.calls[0];
    return first !== undefined && daysBetween(first.createdAt, props.minute) === 0;
  };
  return (
    <table classList={{ everyone: props.everyone }}>
      <thead>
        <tr>
          <th scope="col" class="c-icon">
            <span class="vh">{words.title}</span>
          </th>
          <th scope="col" class="c-who">{words.who}</th>
          <th scope="col" class="c-number">{words.number}</th>
          <Show when={hasLine()}>
            <th scope="col" class="c-line">{words.line}</th>
          </Show>
          <Show when={props.everyone}>
            <th scope="col" class="c-agent">{words.agent}</th>
          </Show>
          <th scope="col" class="c-happened">{words.whatHappened}</th>
          <Show when={props.everyone}>
            <th scope="col" class="r c-length">{words.length}</th>
          </Show>
          <th scope="col" class="r c-time">{beginsToday() ? words.today : words.time}</th>
        </tr>
      </thead>
      <tbody>
        <Show when={props.empty}>
          <tr class="empty">
            <td />
            <td colSpan={columns() - 1}>{props.empty}</td>
          </tr>
        </Show>
        <For each={props.calls}>
          {(call, at) => (
            <>
              <Show when={dayTitle(props.calls, at(), props.minute)}>
                {(title) => (
                  <tr class="day">
                    <td />
                    <th scope="colgroup" colSpan={columns() - 1}>{title()}</th>
                  </tr>
                )}
              </Show>
              <TableRow
                call={call}
                now={isLive(call) ? props.second : props.minute}
                everyone={props.everyone}
                hasLine={hasLine()}
                onCall={props.onCall}
                onNotes={props.onNotes}
                isOpen={props.opened === call.id}
                onRecording={props.onRecording}
              />
              <Show when={props.opened === call.id}>
                <tr class="opened">
                  <td />
                  <td colSpan={columns() - 1}>
                    <RecordingPlayer callId={call.id} />
                  </td>
                </tr>
              </Show>
            </>
          )}
        </For>
      </tbody>
    </table>
  );
}

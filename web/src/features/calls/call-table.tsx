import { For, type JSX, Show } from "solid-js";
import type { CallRow } from "../../realtime/calls.tsx";
import { calls as words } from "../../shared/words.ts";
import { TableRow } from "./call-row.tsx";
import type { Day } from "./days.ts";
import { isLive } from "./outcome.ts";

/** The calls by day, as a table. */
export function CallTable(props: {
  days: Day[];
  minute: number;
  second: number;
  everyone: boolean;
  empty: string | null;
  onCall: (call: CallRow) => void;
}): JSX.Element {
  const columns = () => props.everyone ? 8 : 6;
  return (
    <table classList={{ everyone: props.everyone }}>
      <thead>
        <tr>
          <th scope="col" class="c-icon">
            <span class="vh">{words.title}</span>
          </th>
          <th scope="col" class="c-who">{words.who}</th>
          <th scope="col" class="c-number">{words.number}</th>
          <th scope="col" class="c-line">{words.line}</th>
          <Show when={props.everyone}>
            <th scope="col" class="c-agent">{words.agent}</th>
          </Show>
          <th scope="col" class="c-happened">{words.whatHappened}</th>
          <Show when={props.everyone}>
            <th scope="col" class="r c-length">{words.length}</th>
          </Show>
          <th scope="col" class="r c-time">
            {props.days[0]?.daysAgo === 0 ? words.today : words.time}
          </th>
        </tr>
      </thead>
      <tbody>
        <Show when={props.empty}>
          <tr class="empty">
            <td />
            <td colSpan={columns() - 1}>{props.empty}</td>
          </tr>
        </Show>
        <For each={props.days}>
          {(day) => (
            <>
              <Show when={day.daysAgo > 0}>
                <tr class="day">
                  <td />
                  <th scope="rowgroup" colSpan={columns() - 1}>{day.title}</th>
                </tr>
              </Show>
              <For each={day.calls}>
                {(call) => (
                  <TableRow
                    call={call}
                    now={isLive(call) ? props.second : props.minute}
                    everyone={props.everyone}
                    onCall={props.onCall}
                  />
                )}
              </For>
            </>
          )}
        </For>
      </tbody>
    </table>
  );
}

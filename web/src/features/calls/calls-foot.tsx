import { type JSX, Show } from "solid-js";
import { useCalls } from "../../calls/calls.tsx";
import { todayOf } from "../../calls/today.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { useWorkspace } from "../../shared/workspace.tsx";
import { calls as words } from "./words.ts";

/** The day in a sentence, older calls, and whether the list is up to date. */
export function CallsFoot(props: { now: number }): JSX.Element {
  const { calls, live, more, loaded, loadMore } = useCalls();
  const { seat } = useWorkspace();
  const today = () =>
    todayOf(calls(), props.now, { more: more(), mineOnly: seat()?.role === "agent" });
  const talked = (seconds: number) => seconds < 30 ? null : `${Math.round(seconds / 60)} min`;
  return (
    <div class="end">
      <span>
        <Show when={today()}>
          {(day) => words.summary(day().calls, talked(day().talkedSeconds))}
        </Show>
      </span>
      <Show when={more()}>
        <button type="button" class="btn sm" onClick={() => loadMore()}>{words.older}</button>
      </Show>
      <Show when={loaded()}>
        <span class="row">
          <Icon name={live() ? "radio" : "wifi-off"} size={15} />
          {live() ? words.upToDate : words.reconnecting}
        </span>
      </Show>
    </div>
  );
}

import { type JSX, Show } from "solid-js";
import { useCalls } from "../../calls/calls.tsx";
import { daysBetween } from "../../shared/ui/clock-text.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { calls as words } from "./words.ts";

/** The day in a sentence, older calls, and whether the list is up to date. */
export function CallsFoot(props: { now: number }): JSX.Element {
  const { calls, live, more, loaded, loadMore } = useCalls();
  const today = () => calls().filter((call) => daysBetween(call.createdAt, props.now) === 0);
  const talkedMinutes = () =>
    Math.round(today().reduce((sum, call) => sum + (call.talkedSeconds ?? 0), 0) / 60);
  return (
    <div class="end">
      <span>
        {words.summary(today().length, talkedMinutes() > 0 ? `${talkedMinutes()} min` : null)}
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

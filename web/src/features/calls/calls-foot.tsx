import { type JSX, Show } from "solid-js";
import { useCalls } from "../../calls/calls.tsx";
import { Icon } from "../../shared/ui/icon.tsx";
import { calls as words } from "./words.ts";

/** The day in a sentence, older calls, and whether the list is up to date. */
export function CallsFoot(props: { more: boolean; onMore: () => void }): JSX.Element {
  const { day, live, loaded } = useCalls();
  const talkedMinutes = () => Math.round(day().talkedSeconds / 60);
  return (
    <div class="end">
      <span>
        {words.summary(day().calls, talkedMinutes() > 0 ? `${talkedMinutes()} min` : null)}
      </span>
      <Show when={props.more}>
        <button type="button" class="btn sm" onClick={() => props.onMore()}>{words.older}</button>
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

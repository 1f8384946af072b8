import { For, type JSX, Show } from "solid-js";
import { usePhone } from "../../phone/phone-context.ts";
import { type CallRow, useCalls } from "../../calls/calls.tsx";
import { calls as words } from "./words.ts";
import { CallLine } from "./call-line.tsx";
import { whenText } from "./moment-text.ts";
import { createMinute } from "../../shared/ui/minute.ts";
import { isLive } from "../../calls/call-state.ts";

/** So many fit under the dialer. */
const shown = 6;

/** The last calls under the dialer, where there is no desk beside the phone. */
export function RecentCalls(props: { onCall: (call: CallRow) => void }): JSX.Element {
  const { calls, loaded } = useCalls();
  const phone = usePhone();
  const now = createMinute();
  return (
    <section class="below" aria-label={words.recent}>
      <h2 class="sect">{words.recent}</h2>
      <For each={calls().slice(0, shown)}>
        {(call) => (
          <CallLine
            call={call}
            now={isLive(call) ? phone.clock() : now()}
            when={whenText(call.createdAt, now())}
            onCall={props.onCall}
          />
        )}
      </For>
      <Show when={loaded() && calls().length === 0}>
        <p class="note">{words.empty}</p>
      </Show>
    </section>
  );
}

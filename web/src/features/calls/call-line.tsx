import { type JSX, Show } from "solid-js";
import type { CallRow } from "../../calls/calls.tsx";
import { clockText } from "../../shared/ui/clock-text.ts";
import { calls as words } from "./words.ts";
import { isLive, isMissed } from "./outcome.ts";
import { OutcomeIcon, OutcomeWords } from "./outcome-words.tsx";
import { lineText, otherText, placeLine } from "./row-text.ts";

/** One call in two lines, for narrow places; a press calls back. */
export function CallLine(props: {
  call: CallRow;
  now: number;
  onCall: (call: CallRow) => void;
}): JSX.Element {
  const extra = () =>
    isMissed(props.call) ? lineText(props.call) : placeLine(props.call, props.now);
  return (
    <button
      type="button"
      class="crow"
      classList={{ live: isLive(props.call) }}
      data-call={props.call.id}
      aria-disabled={props.call.otherNumber === null || isLive(props.call)}
      title={props.call.otherNumber === null ? undefined : words.callTo(otherText(props.call))}
      onClick={() => props.onCall(props.call)}
    >
      <OutcomeIcon call={props.call} />
      <span class="grow">
        <span class="who cut">{otherText(props.call)}</span>
        <span class="meta cut">
          <OutcomeWords call={props.call} now={props.now} extra={extra()} />
        </span>
      </span>
      <Show when={!isLive(props.call)} fallback={<span class="when">{words.now}</span>}>
        <time class="when">{clockText(props.call.createdAt)}</time>
      </Show>
    </button>
  );
}

import { type JSX, Show } from "solid-js";
import type { CallRow } from "../../calls/calls.tsx";
import { isLive, isMissed } from "../../calls/call-state.ts";
import { clockText } from "../../shared/ui/clock-text.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { outcomeOf } from "./outcome.ts";
import { isCallable } from "../../shared/withheld.ts";
import { NoteMark } from "./note-mark.tsx";
import { RecordingMark } from "./recording-mark.tsx";
import { OutcomeIcon, OutcomeWords } from "./outcome-words.tsx";
import { lineText, otherText, placeLine } from "./row-text.ts";
import { calls as words } from "./words.ts";

/** One call in two lines, for narrow places; its button calls back. */
export function CallLine(props: {
  call: CallRow;
  now: number;
  /** When it was; left out, the time of day. */
  when?: string;
  onCall: (call: CallRow) => void;
  /** Left out where notes can't be shown. */
  onNotes?: (call: CallRow) => void;
  /** Left out where a recording can't be opened. */
  recording?: { isOpen: boolean; onToggle: (call: CallRow) => void };
}): JSX.Element {
  const extra = () => {
    if (!isMissed(props.call)) return placeLine(props.call, props.now);
    const why = outcomeOf(props.call, false).more;
    return [
      props.call.otherName === null ? lineText(props.call) : placeLine(props.call, props.now),
      why,
    ]
      .filter((part) => part !== null).join(", ");
  };
  const canCall = () => isCallable(props.call.otherNumber) && !isLive(props.call);
  return (
    <div class="crow" classList={{ live: isLive(props.call) }}>
      <OutcomeIcon call={props.call} />
      <span class="grow">
        <span class="who cut">{otherText(props.call)}</span>
        <span class="meta cut">
          <OutcomeWords call={props.call} now={props.now} extra={extra()} />
        </span>
      </span>
      <Show when={props.recording}>
        {(recording) => (
          <RecordingMark
            call={props.call}
            who={otherText(props.call)}
            isOpen={recording().isOpen}
            onToggle={recording().onToggle}
          />
        )}
      </Show>
      <Show when={props.call.hasNote && props.onNotes}>
        {(open) => <NoteMark call={props.call} who={otherText(props.call)} onNotes={open()} />}
      </Show>
      <Show when={!isLive(props.call)} fallback={<span class="when">{words.now}</span>}>
        <time class="when" datetime={new Date(props.call.createdAt).toISOString()}>
          {props.when ?? clockText(props.call.createdAt)}
        </time>
      </Show>
      <Show when={canCall()}>
        <button
          type="button"
          class="ib"
          data-call={props.call.id}
          aria-label={words.callTo(otherText(props.call))}
          title={words.callTo(otherText(props.call))}
          onClick={() => props.onCall(props.call)}
        >
          <Icon name="phone" size={18} />
        </button>
      </Show>
    </div>
  );
}

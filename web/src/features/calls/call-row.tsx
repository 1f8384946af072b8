import { type JSX, Show } from "solid-js";
import type { CallRow } from "../../calls/calls.tsx";
import { clockText } from "../../shared/ui/clock-text.ts";
import { isCallable } from "../../shared/withheld.ts";
import { calls as words } from "./words.ts";
import { lengthOf } from "./length.ts";
import { isLive } from "../../calls/call-state.ts";
import { NoteMark } from "./note-mark.tsx";
import { RecordingMark } from "./recording-mark.tsx";
import { OutcomeIcon, OutcomeWords } from "./outcome-words.tsx";
import { lineText, numberText, otherText, placeLine, placeName } from "./row-text.ts";

/** One call as a line of the table. Call back appears over the time, and moves nothing. */
export function TableRow(props: {
  call: CallRow;
  now: number;
  everyone: boolean;
  hasLine: boolean;
  onCall: (call: CallRow) => void;
  onNotes: (call: CallRow) => void;
  isOpen: boolean;
  onRecording: (call: CallRow) => void;
}): JSX.Element {
  const canCall = () => isCallable(props.call.otherNumber) && !isLive(props.call);
  return (
    <tr classList={{ live: isLive(props.call) }}>
      <td>
        <OutcomeIcon call={props.call} />
      </td>
      <Show when={props.everyone} fallback={<OwnParty call={props.call} now={props.now} />}>
        <td class="dim" title={placeLine(props.call, props.now)}>{placeName(props.call)}</td>
        <td class="dim">{numberText(props.call)}</td>
      </Show>
      <Show when={props.hasLine}>
        <td class="dim" title={lineText(props.call)}>{lineText(props.call)}</td>
      </Show>
      <Show when={props.everyone}>
        <td title={props.call.agentName ?? undefined}>
          <AgentName call={props.call} />
        </td>
      </Show>
      <td>
        <span class="happened">
          <span class="cut">
            <OutcomeWords call={props.call} now={props.now} everyone={props.everyone} />
          </span>
          <RecordingMark
            call={props.call}
            who={otherText(props.call)}
            isOpen={props.isOpen}
            onToggle={props.onRecording}
          />
          <NoteMark call={props.call} who={otherText(props.call)} onNotes={props.onNotes} />
        </span>
      </td>
      <Show when={props.everyone}>
        <td class="r">{lengthOf(props.call, props.now)}</td>
      </Show>
      <td class="r dim time">
        <Show when={!isLive(props.call)} fallback={words.now}>
          <time datetime={new Date(props.call.createdAt).toISOString()}>
            {clockText(props.call.createdAt)}
          </time>
        </Show>
        <Show when={canCall()}>
          <button
            type="button"
            class="btn sm back"
            data-call={props.call.id}
            aria-label={words.callTo(otherText(props.call))}
            onClick={() => props.onCall(props.call)}
          >
            {words.callBack}
          </button>
        </Show>
      </td>
    </tr>
  );
}

/** In the list of one's own calls the number stands first, and the place with its time beside it. */
function OwnParty(props: { call: CallRow; now: number }): JSX.Element {
  return (
    <>
      <td class="b">{otherText(props.call)}</td>
      <td class="dim">{placeLine(props.call, props.now)}</td>
    </>
  );
}

function AgentName(props: { call: CallRow }): JSX.Element {
  return (
    <Show
      when={props.call.agentId !== null}
      fallback={<span class="dim3">{words.nobody}</span>}
    >
      {props.call.isMine ? words.you : props.call.agentName}
    </Show>
  );
}

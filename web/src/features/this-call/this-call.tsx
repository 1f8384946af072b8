// The call that goes on, or has just ended: what is written of it, and the time to do so.
import { createEffect, createSignal, createUniqueId, type JSX, on, Show } from "solid-js";
import { type CallRow, useCalls } from "../../calls/calls.tsx";
import { isLive } from "../../calls/call-state.ts";
import { formatNumber } from "../../shared/phone-number.ts";
import { createMedia } from "../../shared/ui/media.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { otherSide } from "../../shared/words.ts";
import { useWorkspace } from "../../shared/workspace.tsx";
import { createAuthor, createNote } from "./create-note.ts";
import { createNotedCall } from "./noted-call.ts";
import { NoteField, OtherNotes, SavedSign } from "./note-field.tsx";
import { OutcomeChoice } from "./outcome-choice.tsx";
import { sendKeptNotes } from "./shared-notes.ts";
import { SoFar } from "./so-far.tsx";
import { note as noteWords, page as words } from "./words.ts";
import { WrapUpBand } from "./wrap-up-band.tsx";
import "../../styles/this-call.css";

/** The call that was put away; it comes back with the next one. */
const [putAway, setPutAway] = createSignal<number | null>(null);

/** On the desk while a call runs, and after it until it is put away; or one that was opened in the list. */
export function ThisCall(props: {
  opened: number | null;
  onClose: () => void;
}): JSX.Element {
  const noted = createNotedCall();
  const { calls } = useCalls();
  const { seat } = useWorkspace();
  const shown = () => {
    const id = props.opened ?? (noted() === putAway() ? null : noted());
    return calls().find((call) => call.id === id) ?? null;
  };
  // The next call comes before one that is only looked at.
  createEffect(on(noted, () => props.onClose(), { defer: true }));
  const mayWrite = (call: CallRow) =>
    call.id === noted() || call.tookPart || seat()?.role !== "agent";
  const close = (call: CallRow) => {
    if (call.id === noted()) setPutAway(call.id);
    props.onClose();
  };
  return (
    <Show when={shown()}>
      {(call) => (
        <CallNotes
          call={call()}
          mayWrite={mayWrite(call())}
          isThis={call().id === noted()}
          onClose={() => close(call())}
        />
      )}
    </Show>
  );
}

function CallNotes(props: {
  call: CallRow;
  mayWrite: boolean;
  /** The one that goes on, or was the last. */
  isThis: boolean;
  onClose: () => void;
}): JSX.Element {
  const note = createNote(() => props.call.id);
  const titleId = createUniqueId();
  return (
    <section class="this-call" aria-labelledby={titleId}>
      <header class="pg-h">
        <div class="grow">
          <h2 id={titleId}>{props.isThis ? words.title : words.earlier}</h2>
          <p class="dim n">{aboutOf(props.call)}</p>
        </div>
        <Show when={props.mayWrite && note()}>{(own) => <SavedSign note={own()} />}</Show>
        <Show when={!isLive(props.call)}>
          <button
            type="button"
            class="ib small"
            aria-label={words.close}
            title={words.close}
            onClick={() => props.onClose()}
          >
            <Icon name="x" size={18} />
          </button>
        </Show>
      </header>
      <Show when={props.mayWrite}>
        <Writing callId={props.call.id} note={note()} />
      </Show>
      <Show when={note()}>{(own) => <OtherNotes note={own()} heading="h3" />}</Show>
      <SoFar call={props.call} />
    </section>
  );
}

function Writing(props: {
  callId: number;
  note: ReturnType<ReturnType<typeof createNote>>;
  compact?: boolean;
}): JSX.Element {
  const fieldId = createUniqueId();
  return (
    <>
      <Show when={props.compact}>
        <OutcomeChoice callId={props.callId} />
      </Show>
      <div class="row between" classList={{ vh: !props.compact }}>
        <label class="lbl" for={fieldId}>{noteWords.label}</label>
        <Show when={props.compact && props.note}>{(own) => <SavedSign note={own()} />}</Show>
      </div>
      <Show when={props.note}>
        {(own) => <NoteField note={own()} id={fieldId} compact={props.compact ?? false} />}
      </Show>
      <Show when={!props.compact}>
        <OutcomeChoice callId={props.callId} />
      </Show>
    </>
  );
}

/** "+44 20 7946 0117. Incoming on Sales Berlin, answered by you after 4 s". */
function aboutOf(call: CallRow): string {
  const talked = call.talkedSeconds === null ? "" : `, ${words.talked(call.talkedSeconds)}`;
  if (call.otherName !== null) return `${call.otherName}. ${words.colleague}${talked}`;
  const who = call.otherNumber === null ? otherSide.withheld : formatNumber(call.otherNumber);
  const line = call.lineName ?? formatNumber(call.lineNumber);
  const way = call.direction === "inbound" ? words.incoming(line) : words.outgoing(line);
  const answered = call.direction === "inbound" && call.isMine && call.answeredAt !== null &&
      call.ringSeconds !== null
    ? `, ${words.answered(call.ringSeconds)}`
    : "";
  return `${who}. ${way}${answered}${talked}`;
}

/** In the phone: the time that is left after a call, and where there is no desk beside it, what is written meanwhile. */
export function WrappingUp(): JSX.Element {
  const { wrapUp } = useWorkspace();
  const author = createAuthor();
  const noted = createNotedCall();
  const isNarrow = createMedia("(max-width: 39.9375rem)");
  createEffect(on(author, (by) => by && sendKeptNotes(by)));
  return (
    <Show when={wrapUp()}>
      {(held) => (
        <>
          <Show when={author()}>
            {(by) => <WrapUpBand wrapUp={held()} author={by()} callId={noted()} />}
          </Show>
          <Show when={isNarrow() ? noted() : null}>
            {(callId) => <InPhone callId={callId()} />}
          </Show>
        </>
      )}
    </Show>
  );
}

function InPhone(props: { callId: number }): JSX.Element {
  const note = createNote(() => props.callId);
  return (
    <section class="after-call" aria-label={words.title}>
      <Writing callId={props.callId} note={note()} compact />
      <Show when={note()}>{(own) => <OtherNotes note={own()} heading="h2" />}</Show>
    </section>
  );
}

import { createEffect, For, type JSX, on, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { announce } from "../../shared/ui/announce.tsx";
import { clockText, clockWithSecondsText } from "../../shared/ui/clock-text.ts";
import { ErrorCode } from "../../shared/ui/error-code.tsx";
import { Icon } from "../../shared/ui/icon.tsx";
import { StepIcon } from "../../shared/ui/step-icon.tsx";
import { Warning } from "../../shared/ui/warning.tsx";
import { useWorkspace } from "../../shared/workspace.tsx";
import type { NoteState, NoteStatus } from "./note-keeper.ts";
import type { SharedNote } from "./shared-notes.ts";
import { note as words } from "./words.ts";

/** Whether what stands in the field is saved, and since when. */
export function SavedSign(props: { note: SharedNote }): JSX.Element {
  const status = () => props.note.state().status;
  const text = () => signText(status());
  // It changes with each pause while somebody types: only what is not as it should be is said.
  createEffect(on(() => status().kind, (kind) => {
    if (kind === "kept") announce(text(), "polite");
  }, { defer: true }));
  return (
    <span class="row dim3 sm n saved-sign" classList={{ warn: status().kind === "kept" }}>
      <Show when={status().kind === "saved"}>
        <Icon name="check" size={15} />
      </Show>
      <Show when={status().kind === "kept"}>
        <StepIcon name="triangle-alert" size={15} />
      </Show>
      {text()}
    </span>
  );
}

function signText(status: NoteStatus): string {
  switch (status.kind) {
    case "saving":
      return words.saving;
    case "saved":
      return words.saved(clockWithSecondsText(status.at));
    case "kept":
      return status.here ? words.kept : words.keptNowhere;
    default:
      return "";
  }
}

/** Where one writes; below it who reads that, and what stands against saving. */
export function NoteField(props: { note: SharedNote; id: string; compact?: boolean }): JSX.Element {
  const state = () => props.note.state();
  return (
    <>
      <textarea
        id={props.id}
        class="area note-area"
        classList={{ compact: props.compact ?? false }}
        aria-describedby={`${props.id}-readers`}
        value={state().body}
        onInput={(event) => props.note.keeper.type(event.currentTarget.value)}
      />
      <Show when={changedTo(state())}>
        {(theirs) => (
          <div class="note-changed" role="alert">
            <Warning>{theirs() === "" ? words.emptied : words.changed}</Warning>
            <Show when={theirs() !== ""}>
              <p class="written">{theirs()}</p>
            </Show>
            <p class="row">
              <button type="button" class="btn sm" onClick={() => props.note.keeper.keepMine()}>
                {words.keepMine}
              </button>
              <button type="button" class="btn sm" onClick={() => props.note.keeper.takeTheirs()}>
                {words.takeTheirs}
              </button>
            </p>
          </div>
        )}
      </Show>
      <Show when={refusalOf(state())}>
        {(problem) => (
          <Warning>
            {problem().message} {problem().next} <ErrorCode code={problem().code} />
          </Warning>
        )}
      </Show>
      <p class="xs dim3" id={`${props.id}-readers`}>{words.readers}</p>
    </>
  );
}

/** What colleagues wrote on the same call. */
export function OtherNotes(props: { note: SharedNote; heading: "h2" | "h3" }): JSX.Element {
  const { agentNames } = useWorkspace();
  const others = () => props.note.state().others;
  return (
    <Show when={others().length > 0}>
      <Dynamic component={props.heading}>{words.others}</Dynamic>
      <ul class="notes">
        <For each={others()}>
          {({ agentId, body, at }) => (
            <li>
              <p class="sm dim3">
                {words.by(agentNames().get(agentId) ?? words.someone, clockText(at))}
              </p>
              <p class="written">{body}</p>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

function changedTo({ status }: NoteState): string | undefined {
  return status.kind === "changed" ? status.theirs : undefined;
}

function refusalOf({ status }: NoteState) {
  return status.kind === "refused" ? status.problem : undefined;
}

import { createEffect, createSignal, createUniqueId, type JSX, on, Show } from "solid-js";
import { NoticeLine } from "./notice-line.tsx";
import type { Notice } from "./numbers-board.ts";
import type { OwnNumber } from "./numbers-table.ts";
import { detail as words } from "./words.ts";

/** The number's name here. What is typed stays while somebody else changes the number. */
export function NameForm(props: {
  number: OwnNumber;
  /** How the last change of the name ended. */
  notice: Notice | undefined;
  onRename: (name: string) => void;
}): JSX.Element {
  const id = createUniqueId();
  const [typed, setTyped] = createSignal<string | null>(null);
  const name = () => typed() ?? props.number.name;
  const isSaving = () => props.notice?.kind === "saving";
  const isNew = () => name().trim() !== props.number.name;
  // Another number, or another name of it: this form has nothing of its own to keep.
  createEffect(
    on(() => [props.number.id, props.number.name], () => setTyped(null), { defer: true }),
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isNew() && !isSaving()) props.onRename(name().trim());
  };
  return (
    <form class="name" onSubmit={submit}>
      <div>
        <label class="lbl" for={id}>{words.name}</label>
        <span class="field">
          <input
            id={id}
            maxLength={64}
            autocomplete="off"
            value={name()}
            aria-describedby={`${id}-hint`}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </span>
      </div>
      <Show when={isNew()} fallback={<NoticeLine notice={props.notice} />}>
        <button type="submit" class="btn pri" aria-disabled={isSaving()}>
          {isSaving() ? words.saving : words.save}
        </button>
      </Show>
      <p id={`${id}-hint`} class="dim3 xs">{words.nameHint}</p>
      <Show when={isNew() && props.notice?.kind === "failed"}>
        <NoticeLine notice={props.notice} />
      </Show>
    </form>
  );
}

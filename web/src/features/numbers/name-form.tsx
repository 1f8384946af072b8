import { createEffect, createSignal, createUniqueId, type JSX, on, Show } from "solid-js";
import { formatNumber } from "../../shared/phone-number.ts";
import { Warning } from "../../shared/ui/warning.tsx";
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
  /** What is typed, and the name that it is to replace. */
  const [typed, setTyped] = createSignal<{ name: string; over: string } | null>(null);
  const name = () => typed()?.name ?? props.number.name;
  const isSaving = () => props.notice?.kind === "saving";
  const isNew = () => name().trim() !== props.number.name;
  const isOvertaken = () => isNew() && typed()?.over !== props.number.name;
  // Saved; or somebody else had the same idea. Any other new name leaves what is typed alone.
  createEffect(on(() => props.number.name, () => isNew() || setTyped(null), { defer: true }));
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
            placeholder={formatNumber(props.number.number)}
            aria-describedby={`${id}-hint`}
            onInput={(event) =>
              setTyped({
                name: event.currentTarget.value,
                over: typed()?.over ?? props.number.name,
              })}
          />
        </span>
      </div>
      <Show when={isNew()} fallback={<NoticeLine notice={props.notice} />}>
        <button type="submit" class="btn pri" aria-disabled={isSaving()}>
          {isSaving() ? words.saving : words.save}
        </button>
      </Show>
      <p id={`${id}-hint`} class="dim3 xs">{words.nameHint}</p>
      <Show when={isOvertaken()}>
        <Warning class="sm" role="status">{words.overtaken(props.number.name)}</Warning>
      </Show>
      <Show when={isNew() && props.notice?.kind === "failed"}>
        <NoticeLine notice={props.notice} />
      </Show>
    </form>
  );
}

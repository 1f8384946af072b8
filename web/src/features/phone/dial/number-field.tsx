import { createSignal, type JSX, Show } from "solid-js";
import { ErrorCode } from "../../../shared/ui/error-code.tsx";
import { Icon } from "../../../shared/ui/icon.tsx";
import { dial } from "./words.ts";
import { caretAfter, withoutDigitBefore } from "./caret.ts";
import { PlaceHint } from "../parts.tsx";
import type { Draft } from "./draft.ts";

/** What the line under the field says. */
export interface FieldProblem {
  message: string;
  code: string;
}

/** Formats what is typed without moving the caret; a paste may come in any form. */
export function NumberField(props: {
  draft: Draft;
  problem: FieldProblem | null;
  lastNumber: () => string | null;
  onEnter: () => void;
  onEdit: () => void;
}): JSX.Element {
  let input: HTMLInputElement | undefined;
  const [now, setNow] = createSignal(Date.now());
  const text = () => props.draft.typed().text;
  const fit = () => text().length > 24 ? "fit-16" : text().length > 18 ? "fit-20" : "";

  const show = (value: string, caret: number) => {
    setNow(Date.now());
    props.onEdit();
    if (!input) return;
    // Also when the text did not change: the browser wrote its own into the field.
    input.value = text();
    const place = caretAfter(value, caret, text(), props.draft.typed().isFormatted);
    input.setSelectionRange(place, place);
  };
  const edit = (value: string, caret: number) => {
    props.draft.edit(value);
    show(value, caret);
  };

  // What an input method composes belongs to it until it is done.
  const typed = (event: InputEvent & { currentTarget: HTMLInputElement }) => {
    const { value, selectionStart } = event.currentTarget;
    if (!event.isComposing) edit(value, selectionStart ?? 0);
  };
  const paste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData?.getData("text/plain") ?? "";
    if (!input || pasted === "") return;
    event.preventDefault();
    const { value } = input;
    const before = value.slice(0, input.selectionStart ?? 0);
    const after = value.slice(input.selectionEnd ?? value.length);
    const isAll = before.trim() === "" && after.trim() === "";
    if (isAll) props.draft.paste(pasted);
    else props.draft.edit(before + pasted + after);
    show(text(), text().length - (isAll ? 0 : after.length));
  };

  const keyDown = (event: KeyboardEvent) => {
    if (!input || event.ctrlKey || event.metaKey || event.altKey) return;
    // Enter confirms what an input method offers (229: Safari ends the composition before the key).
    if (event.isComposing || event.keyCode === 229) return;
    const caret = input.selectionStart ?? 0;
    const isGrouped = props.draft.typed().isFormatted;
    if (event.key === "Enter") props.onEnter();
    else if (event.key === "ArrowUp") {
      const last = props.lastNumber();
      if (last !== null) {
        props.draft.set(last);
        show(text(), text().length);
      }
    } else if (
      event.key === "Backspace" && isGrouped && caret === input.selectionEnd && caret > 0
    ) {
      const left = withoutDigitBefore(input.value, caret);
      edit(left.text, left.caret);
    } else return;
    event.preventDefault();
  };

  return (
    <div class="to">
      <div class={`in ${text() === "" ? "is-empty" : ""} ${fit()}`}>
        <input
          ref={(element) => (input = element)}
          type="tel"
          inputmode="tel"
          autocomplete="off"
          aria-label={dial.number}
          aria-describedby="number-hint"
          aria-invalid={props.problem !== null}
          placeholder={dial.number}
          data-first="number"
          value={text()}
          onInput={typed}
          onCompositionEnd={(event) =>
            edit(event.currentTarget.value, event.currentTarget.selectionStart ?? 0)}
          onPaste={paste}
          onKeyDown={keyDown}
        />
        <Show when={text() !== ""}>
          <button
            type="button"
            class="ib"
            aria-label={dial.deleteDigit}
            onClick={() => {
              props.draft.removeLast();
              props.onEdit();
              input?.focus();
            }}
          >
            <Icon name="delete" size={20} />
          </button>
        </Show>
      </div>
      <Hint draft={props.draft} problem={props.problem} now={now()} />
    </div>
  );
}

/** Where the number is and what time it is there, or why it can't be called. */
function Hint(props: { draft: Draft; problem: FieldProblem | null; now: number }): JSX.Element {
  return (
    <Show
      when={props.problem}
      fallback={
        <div class="hint" id="number-hint">
          <Show when={props.draft.typed().e164}>
            {(number) => <PlaceHint number={number()} now={props.now} />}
          </Show>
        </div>
      }
    >
      {(problem) => (
        <div class="hint problem" id="number-hint">
          <Icon name="circle-alert" size={14} />
          <span>
            {problem().message} <ErrorCode code={problem().code} />
          </span>
        </div>
      )}
    </Show>
  );
}

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

  const edit = (raw: string, caret: number) => {
    props.draft.set(raw);
    setNow(Date.now());
    props.onEdit();
    if (!input) return;
    // Also when the text did not change: the browser wrote its own into the field.
    input.value = text();
    const place = caretAfter(raw, caret, text());
    input.setSelectionRange(place, place);
  };

  const keyDown = (event: KeyboardEvent) => {
    if (!input || event.ctrlKey || event.metaKey || event.altKey) return;
    const caret = input.selectionStart ?? 0;
    if (event.key === "Enter") props.onEnter();
    else if (event.key === "ArrowUp") {
      const last = props.lastNumber();
      if (last !== null) edit(last, last.length);
    } else if (event.key === "Backspace" && caret === input.selectionEnd && caret > 0) {
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
          onInput={(event) =>
            edit(event.currentTarget.value, event.currentTarget.selectionStart ?? 0)}
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

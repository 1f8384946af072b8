import { type JSX, onMount } from "solid-js";
import { Portal } from "solid-js/web";

/** Names what is lost before it is: for what cannot be undone. Over the desk, so the phone stays usable. */
export function AskDialog(
  props: {
    title: string;
    text: string;
    /** Repeats the name of what is lost. */
    confirm: string;
    cancel: string;
    onConfirm: () => void;
    onCancel: () => void;
  },
): JSX.Element {
  let cancel: HTMLButtonElement | undefined;
  const before = document.activeElement;
  onMount(() => cancel?.focus());
  const answer = (say: () => void) => {
    say();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    answer(props.onCancel);
  };
  return (
    <Portal
      mount={document.querySelector(".app") ?? document.body}
      ref={(element) => element.classList.add("no-box")}
    >
      <div class="veil">
        <div
          class="dialog ask"
          role="alertdialog"
          aria-labelledby="ask-title"
          aria-describedby="ask-text"
          onKeyDown={keyDown}
        >
          <h2 id="ask-title">{props.title}</h2>
          <p id="ask-text" class="dim">{props.text}</p>
          <div class="row">
            <button
              ref={(element) => (cancel = element)}
              type="button"
              class="btn"
              onClick={() => answer(props.onCancel)}
            >
              {props.cancel}
            </button>
            <button type="button" class="btn end" onClick={() => answer(props.onConfirm)}>
              {props.confirm}
            </button>
          </div>
        </div>
      </div>
    </Portal>
  );
}

import { type JSX, onMount } from "solid-js";
import { Portal } from "solid-js/web";
import { leave as words } from "../../shared/setup-words.ts";

/** Names what is lost before the account is disconnected. Over the desk: the phone stays usable. */
export function LeaveDialog(
  props: { account: string; numbers: number; onLeave: () => void; onStay: () => void },
): JSX.Element {
  let stay: HTMLButtonElement | undefined;
  const before = document.activeElement;
  onMount(() => stay?.focus());
  const answer = (say: () => void) => {
    say();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    answer(props.onStay);
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
          aria-labelledby="leave-title"
          aria-describedby="leave-text"
          onKeyDown={keyDown}
        >
          <h2 id="leave-title">{words.title(props.account)}</h2>
          <p id="leave-text" class="dim">{words.text(props.numbers)}</p>
          <div class="row">
            <button
              ref={(element) => (stay = element)}
              type="button"
              class="btn"
              onClick={() => answer(props.onStay)}
            >
              {words.cancel}
            </button>
            <button type="button" class="btn end" onClick={() => answer(props.onLeave)}>
              {words.confirm(props.account)}
            </button>
          </div>
        </div>
      </div>
    </Portal>
  );
}

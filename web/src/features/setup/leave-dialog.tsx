import { type JSX, onMount } from "solid-js";
import { Portal } from "solid-js/web";
import { leave as words } from "../../shared/setup-words.ts";

/** Names what is lost before the account is disconnected; staying has the focus. */
export function LeaveDialog(
  props: { account: string; numbers: number; onLeave: () => void; onStay: () => void },
): JSX.Element {
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());
  // Closing gives the focus back to what opened it.
  const answer = (say: () => void) => {
    dialog?.close();
    say();
  };
  return (
    <Portal>
      <dialog
        ref={(element) => (dialog = element)}
        class="dialog ask"
        aria-labelledby="leave-title"
        aria-describedby="leave-text"
        onCancel={(event) => {
          event.preventDefault();
          answer(props.onStay);
        }}
      >
        <h2 id="leave-title">{words.title(props.account)}</h2>
        <p id="leave-text" class="dim">{words.text(props.numbers)}</p>
        <div class="row">
          <button type="button" class="btn" autofocus onClick={() => answer(props.onStay)}>
            {words.cancel}
          </button>
          <button type="button" class="btn end" onClick={() => answer(props.onLeave)}>
            {words.confirm(props.account)}
          </button>
        </div>
      </dialog>
    </Portal>
  );
}

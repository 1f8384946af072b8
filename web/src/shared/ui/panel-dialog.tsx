import { createUniqueId, type JSX, onMount } from "solid-js";
import { Portal } from "solid-js/web";
import { Icon } from "./icon.tsx";

/** What is looked at and closed again, over the desk: the phone stays usable beside it. */
export function PanelDialog(
  props: { title: string; close: string; onClose: () => void; children: JSX.Element },
): JSX.Element {
  const titleId = createUniqueId();
  let closer: HTMLButtonElement | undefined;
  const before = document.activeElement;
  onMount(() => closer?.focus());
  const close = () => {
    props.onClose();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  return (
    <Portal
      mount={document.querySelector(".app") ?? document.body}
      ref={(element) => element.classList.add("no-box")}
    >
      <div class="veil" onClick={(event) => event.target === event.currentTarget && close()}>
        <div class="dialog" role="dialog" aria-labelledby={titleId} onKeyDown={keyDown}>
          <header>
            <h2 id={titleId}>{props.title}</h2>
            <button
              ref={(element) => (closer = element)}
              type="button"
              class="ib"
              aria-label={props.close}
              onClick={close}
            >
              <Icon name="x" />
            </button>
          </header>
          {props.children}
        </div>
      </div>
    </Portal>
  );
}

import { type JSX, Show } from "solid-js";
import { Icon } from "./icon.tsx";

/** One line of a menu; with `checked` it is one of a group of choices. */
export function MenuItem(props: {
  checked?: boolean;
  onChoose: () => void;
  children: JSX.Element;
}): JSX.Element {
  return (
    <button
      type="button"
      role={props.checked === undefined ? "menuitem" : "menuitemradio"}
      aria-checked={props.checked}
      tabIndex={-1}
      onClick={() => props.onChoose()}
    >
      {props.children}
      <Show when={props.checked}>
        <Icon name="check" class="tick" />
      </Show>
    </button>
  );
}

import { type JSX, Show } from "solid-js";
import { Icon } from "./icon.tsx";

/** One line of a menu; with `checked` it is one of a group of choices. */
export function MenuItem(props: {
  checked?: boolean;
  /** Why it can't be chosen now; said beside it. */
  why?: string | null;
  onChoose: () => void;
  children: JSX.Element;
}): JSX.Element {
  return (
    <button
      type="button"
      role={props.checked === undefined ? "menuitem" : "menuitemradio"}
      aria-checked={props.checked}
      tabIndex={-1}
      aria-disabled={props.why ? true : undefined}
      onClick={(event) => {
        // A menu closes by the click; what can't be chosen leaves it open, with the reason.
        if (props.why) event.stopPropagation();
        else props.onChoose();
      }}
    >
      {props.children}
      <Show when={props.checked}>
        <Icon name="check" class="tick" />
      </Show>
    </button>
  );
}

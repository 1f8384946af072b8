import { type JSX, Show } from "solid-js";
import { Icon } from "../shared/ui/icon.tsx";

/** A sentence on an empty page, while there is nothing else to show. */
export function Notice(props: {
  text: string;
  more?: string;
  waits?: boolean;
  action?: string;
  onAction?: () => void;
}): JSX.Element {
  return (
    <main class="starting">
      <div role="status">
        <Show when={props.waits}>
          <Icon name="loader-circle" size={20} class="spin late" />
        </Show>
        <p>{props.text}</p>
        <Show when={props.more}>
          <p class="sm">{props.more}</p>
        </Show>
      </div>
      <Show when={props.action}>
        <button type="button" class="btn pri" onClick={() => props.onAction?.()}>
          {props.action}
        </button>
      </Show>
    </main>
  );
}

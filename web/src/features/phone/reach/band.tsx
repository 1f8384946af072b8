import { type JSX, Show } from "solid-js";
import { Icon, type IconName } from "../../../shared/ui/icon.tsx";

const buttons = { "off": "pri", "capped": "", "red": "on-red", "red noring": "on-red" } as const;

/** A band over the number field: what is so, what it means, one thing to do. */
export function Band(props: {
  tone: "off" | "capped" | "red" | "red noring";
  icon: IconName;
  spin?: boolean;
  title: string;
  aside?: string;
  text: string;
  action?: string;
  onAction?: () => void;
}): JSX.Element {
  return (
    <div class={`lamp ${props.tone}`}>
      <div class="l-top">
        <span class="row">
          <Icon name={props.icon} class={props.spin ? "spin" : ""} />
          {props.title}
        </span>
        <Show when={props.aside}>
          <span class="n m">{props.aside}</span>
        </Show>
      </div>
      <p class="l-text">{props.text}</p>
      <Show when={props.action}>
        {(action) => (
          <button
            type="button"
            class={`btn mid ${buttons[props.tone]}`}
            data-first="band"
            onClick={() => props.onAction?.()}
          >
            {action()}
          </button>
        )}
      </Show>
    </div>
  );
}

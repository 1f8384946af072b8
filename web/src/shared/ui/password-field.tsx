import eye from "lucide-static/icons/eye.svg?raw";
import eyeOff from "lucide-static/icons/eye-off.svg?raw";
import { createSignal, type JSX, Show } from "solid-js";
import { Drawing } from "./icon.tsx";
import { ui as words } from "../words.ts";

/** A password that can be looked at before it is sent. */
export function PasswordField(props: {
  /** Of the input; "password" when a page has one only. */
  id?: string;
  label: string;
  /** Beside the label. */
  aside?: JSX.Element;
  /** What is asked of a new one, said before it is refused. */
  hint?: string;
  autocomplete: "current-password" | "new-password";
  value: string;
  describedBy: string | undefined;
  onInput: (password: string) => void;
  ref: (input: HTMLInputElement) => void;
}): JSX.Element {
  const id = () => props.id ?? "password";
  const hintId = () => `${id()}-hint`;
  const describedBy = () =>
    [props.describedBy, props.hint && hintId()].filter(Boolean).join(" ") || undefined;
  const [seen, setSeen] = createSignal(false);
  return (
    <div>
      <span class="lbl">
        <label for={id()}>{props.label}</label>
        {props.aside}
      </span>
      <span class="field">
        <input
          id={id()}
          ref={(element) => props.ref(element)}
          type={seen() ? "text" : "password"}
          name={id()}
          autocomplete={props.autocomplete}
          value={props.value}
          aria-describedby={describedBy()}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
        <button
          type="button"
          aria-label={seen() ? words.hidePassword : words.showPassword}
          onClick={() => setSeen(!seen())}
        >
          <Drawing source={seen() ? eyeOff : eye} size={18} />
        </button>
      </span>
      <Show when={props.hint}>
        <p class="dim xs" id={hintId()}>{props.hint}</p>
      </Show>
    </div>
  );
}

import type { JSX } from "solid-js";

/** One line of text with its label. */
export function TextField(props: {
  /** Of the input, and its name in the form. */
  id: string;
  label: string;
  type?: "text" | "email";
  autocomplete: "username" | "name" | "organization" | "off";
  value: string;
  maxLength?: number;
  /** Shown, but given. */
  readonly?: boolean;
  describedBy: string | undefined;
  onInput?: (text: string) => void;
  ref?: (input: HTMLInputElement) => void;
}): JSX.Element {
  return (
    <div>
      <label class="lbl" for={props.id}>{props.label}</label>
      <span class="field">
        <input
          id={props.id}
          ref={(element) => props.ref?.(element)}
          type={props.type ?? "text"}
          name={props.id}
          autocomplete={props.autocomplete}
          value={props.value}
          maxLength={props.maxLength}
          readonly={props.readonly}
          aria-describedby={props.describedBy}
          onInput={(event) => props.onInput?.(event.currentTarget.value)}
        />
      </span>
    </div>
  );
}

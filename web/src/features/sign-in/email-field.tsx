import type { JSX } from "solid-js";
import type { FormState } from "../../shared/ui/form-state.ts";
import { TextField } from "../../shared/ui/text-field.tsx";
import { signIn as words } from "./words.ts";

/** The address of an account. */
export function EmailField(props: {
  /** The only address that is of use; undefined where the person types one. */
  given: string | undefined;
  typed: string;
  form: FormState;
  onInput: (email: string) => void;
  ref: (input: HTMLInputElement) => void;
}): JSX.Element {
  return (
    <TextField
      id="email"
      label={words.email}
      type="email"
      autocomplete="username"
      value={props.given ?? props.typed}
      readonly={props.given !== undefined}
      describedBy={props.form.describedBy()}
      onInput={props.onInput}
      ref={(input) => props.ref(input)}
    />
  );
}

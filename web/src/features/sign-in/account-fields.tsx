import { createSignal, type JSX } from "solid-js";
import { Failure } from "../../shared/ui/failure.tsx";
import type { FormState } from "../../shared/ui/form-state.ts";
import { PasswordField } from "../../shared/ui/password-field.tsx";
import { TextField } from "../../shared/ui/text-field.tsx";
import { signIn as words } from "./words.ts";

/**
 * What is typed of an account, and its two fields.
 * @param given the only address that is of use; undefined where the person types one
 */
export function createAccount(given: () => string | undefined) {
  const [typed, setTyped] = createSignal("");
  const [password, setPassword] = createSignal("");
  const inputs: { email?: HTMLInputElement; password?: HTMLInputElement } = {};
  return {
    given,
    typed,
    setTyped,
    password,
    setPassword,
    inputs,
    email: () => given() ?? typed().trim(),
  };
}

/** E-mail and password, and why the form they stand in failed. */
export function AccountFields(props: {
  account: ReturnType<typeof createAccount>;
  form: FormState;
  autocomplete: "current-password" | "new-password";
  /** Beside the password's label. */
  aside?: JSX.Element;
}): JSX.Element {
  return (
    <>
      <TextField
        id="email"
        label={words.email}
        type="email"
        autocomplete="username"
        value={props.account.given() ?? props.account.typed()}
        readonly={props.account.given() !== undefined}
        describedBy={props.form.describedBy()}
        onInput={props.account.setTyped}
        ref={(input) => (props.account.inputs.email = input)}
      />
      <PasswordField
        label={words.password}
        aside={props.aside}
        autocomplete={props.autocomplete}
        value={props.account.password()}
        describedBy={props.form.describedBy()}
        onInput={props.account.setPassword}
        ref={(input) => (props.account.inputs.password = input)}
      />
      <Failure of={props.form} />
    </>
  );
}

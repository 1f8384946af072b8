import { createSignal, type JSX, onMount, Show } from "solid-js";
import { passwordRule, tooShort } from "../../shared/password-rule.ts";
import type { Problem } from "../../shared/problem.ts";
import { Failure } from "../../shared/ui/failure.tsx";
import { createFormState } from "../../shared/ui/form-state.ts";
import { HiddenUsername } from "../../shared/ui/hidden-username.tsx";
import { PasswordField } from "../../shared/ui/password-field.tsx";
import { TextField } from "../../shared/ui/text-field.tsx";
import { newPassword as words } from "./words.ts";

/** Whoever has proved a mailbox chooses the password, and the name of a new account. */
export function NewPasswordForm(props: {
  email: string;
  /** A new account, which has no name yet. */
  isNew: boolean;
  /** Null when it worked. */
  onChoose: (chosen: { password: string; name?: string }) => Promise<Problem | null>;
}): JSX.Element {
  const form = createFormState();
  const [name, setName] = createSignal("");
  const [password, setPassword] = createSignal("");
  const inputs: { name?: HTMLInputElement; password?: HTMLInputElement } = {};
  onMount(() => (inputs.name ?? inputs.password)?.focus());

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const called = name().trim();
    if (props.isNew && called === "") return form.fail({ text: words.nameFirst }, inputs.name);
    if (password() === "") return form.fail({ text: words.empty }, inputs.password);
    if (tooShort(password())) return form.fail({ text: passwordRule }, inputs.password);
    if (!form.begin()) return;
    const chosen = { password: password(), ...(props.isNew && { name: called }) };
    form.end(await props.onChoose(chosen), inputs.password);
  };

  return (
    <form onSubmit={(event) => void submit(event)} novalidate>
      <h1>{props.isNew ? words.titleFirst : words.title}</h1>
      <p class="dim">
        {words.forWhom(props.email)} <Show when={!props.isNew}>{words.othersEnd}</Show>
      </p>
      <HiddenUsername email={props.email} />
      <Show when={props.isNew}>
        <TextField
          id="name"
          label={words.name}
          autocomplete="name"
          value={name()}
          maxLength={200}
          describedBy={form.describedBy()}
          onInput={setName}
          ref={(input) => (inputs.name = input)}
        />
      </Show>
      <PasswordField
        label={props.isNew ? words.labelFirst : words.label}
        hint={passwordRule}
        autocomplete="new-password"
        value={password()}
        describedBy={form.describedBy()}
        onInput={setPassword}
        ref={(input) => (inputs.password = input)}
      />
      <Failure of={form} />
      <button type="submit" class="btn pri" aria-disabled={form.working()}>
        {form.working() ? words.working : words.save}
      </button>
    </form>
  );
}

import { createSignal, type JSX, onMount } from "solid-js";
import { useSession } from "../../shared/session.tsx";
import { Failure } from "../../shared/ui/failure.tsx";
import { createFormState } from "../../shared/ui/form-state.ts";
import { HiddenUsername } from "../../shared/ui/hidden-username.tsx";
import { PasswordField } from "../../shared/ui/password-field.tsx";
import { newPassword as words } from "./words.ts";

/** The end of a mail's link: a new password, then one is signed in. */
export function NewPasswordForm(): JSX.Element {
  const session = useSession();
  const form = createFormState();
  const [password, setPassword] = createSignal("");
  let field: HTMLInputElement | undefined;
  onMount(() => field?.focus());

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (password() === "") return form.fail({ text: words.empty }, field);
    if (form.begin()) form.end(await session.choosePassword(password()), field);
  };

  return (
    <form onSubmit={(event) => void submit(event)} novalidate>
      <h1>{words.title}</h1>
      <p class="dim">{words.forWhom(session.user()?.email ?? "")}</p>
      <HiddenUsername />
      <PasswordField
        label={words.label}
        autocomplete="new-password"
        value={password()}
        describedBy={form.describedBy()}
        onInput={setPassword}
        ref={(input) => (field = input)}
      />
      <Failure of={form} />
      <button type="submit" class="btn pri" aria-disabled={form.working()}>
        {form.working() ? words.working : words.save}
      </button>
    </form>
  );
}

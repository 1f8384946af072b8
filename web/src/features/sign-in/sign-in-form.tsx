import { createSignal, type JSX, onMount, Show } from "solid-js";
import { useSession } from "../../shared/session.tsx";
import { announce } from "../../shared/ui/announce.tsx";
import { Failure } from "../../shared/ui/failure.tsx";
import { createFormState } from "../../shared/ui/form-state.ts";
import { PasswordField } from "../../shared/ui/password-field.tsx";
import { EmailField } from "./email-field.tsx";
import { signIn as words } from "./words.ts";

/** Email and password; a link by mail for whoever forgot it, another form for who has no account. */
export function SignInForm(props: {
  /** The only address that is of use here. */
  email?: string;
  /** What the account is for, in place of the form's own title. */
  heading?: JSX.Element;
  onCreate: () => void;
}): JSX.Element {
  const session = useSession();
  const form = createFormState();
  const [typed, setTyped] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [done, setDone] = createSignal("");
  const inputs: { email?: HTMLInputElement; password?: HTMLInputElement } = {};
  const email = () => props.email ?? typed().trim();
  onMount(() => (props.email === undefined ? inputs.email : inputs.password)?.focus());

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setDone("");
    if (email() === "") return form.fail({ text: words.emailFirst }, inputs.email);
    if (password() === "") return form.fail({ text: words.passwordFirst }, inputs.password);
    if (form.begin()) form.end(await session.signIn(email(), password()), inputs.password);
  };

  const reset = async () => {
    setDone("");
    if (email() === "") return form.fail({ text: words.emailFirst }, inputs.email);
    if (!form.begin() || !form.end(await session.sendReset(email()), inputs.email)) return;
    setDone(words.resetSent(email()));
    announce(done(), "polite");
  };

  return (
    <form onSubmit={(event) => void submit(event)} novalidate>
      {props.heading ?? <h1>{words.title}</h1>}
      <EmailField
        given={props.email}
        typed={typed()}
        form={form}
        onInput={setTyped}
        ref={(input) => (inputs.email = input)}
      />
      <PasswordField
        label={words.password}
        aside={<button type="button" onClick={() => void reset()}>{words.forgot}</button>}
        autocomplete="current-password"
        value={password()}
        describedBy={form.describedBy()}
        onInput={setPassword}
        ref={(input) => (inputs.password = input)}
      />
      <Failure of={form} />
      <button type="submit" class="btn pri" aria-disabled={form.working()}>
        {form.working() ? words.working : words.signIn}
      </button>
      <p class="dim sm">
        <Show when={done()}>{done()}{" "}</Show>
        {props.email === undefined && !done() ? words.invited : words.noAccount}{" "}
        <button type="button" class="link" onClick={() => props.onCreate()}>{words.create}</button>
      </p>
    </form>
  );
}

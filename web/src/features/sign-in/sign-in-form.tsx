import { createSignal, type JSX, onMount, Show } from "solid-js";
import { useSession } from "../../shared/session.tsx";
import { announce } from "../../shared/ui/announce.tsx";
import { Failure } from "../../shared/ui/failure.tsx";
import { createFormState } from "../../shared/ui/form-state.ts";
import { PasswordField } from "../../shared/ui/password-field.tsx";
import { TextField } from "../../shared/ui/text-field.tsx";
import { SendAgain } from "./send-again.tsx";
import { signIn as words } from "../../shared/words.ts";

/** E-mail and password; a link by mail for whoever forgot it, another form for who has no account. */
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
  let emailField: HTMLInputElement | undefined;
  let passwordField: HTMLInputElement | undefined;
  const email = () => props.email ?? typed().trim();
  onMount(() => {
    const refused = session.linkProblem();
    if (refused) form.fail(refused, emailField);
    else if (props.email === undefined) emailField?.focus();
    else passwordField?.focus();
  });

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setDone("");
    if (email() === "") return form.fail({ text: words.emailFirst }, emailField);
    if (password() === "") return form.fail({ text: words.passwordFirst }, passwordField);
    if (form.begin()) form.end(await session.signIn(email(), password()), passwordField);
  };

  const reset = async () => {
    setDone("");
    if (email() === "") return form.fail({ text: words.emailFirst }, emailField);
    if (!form.begin() || !form.end(await session.sendReset(email()), emailField)) return;
    setDone(words.resetSent(email()));
    announce(done(), "polite");
  };

  return (
    <form onSubmit={(event) => void submit(event)} novalidate>
      {props.heading ?? <h1>{words.title}</h1>}
      <TextField
        id="email"
        label={words.email}
        type="email"
        autocomplete="username"
        value={props.email ?? typed()}
        readonly={props.email !== undefined}
        describedBy={form.describedBy()}
        onInput={setTyped}
        ref={(input) => (emailField = input)}
      />
      <PasswordField
        label={words.password}
        aside={<button type="button" onClick={() => void reset()}>{words.forgot}</button>}
        autocomplete="current-password"
        value={password()}
        describedBy={form.describedBy()}
        onInput={setPassword}
        ref={(input) => (passwordField = input)}
      />
      <Failure what={form.failure()} />
      <Show when={form.failure()?.code === "E-SIGNIN-UNCONFIRMED"}>
        <SendAgain email={email()} />
      </Show>
      <button type="submit" class="btn pri" aria-disabled={form.working()}>
        {form.working() ? words.working : words.signIn}
      </button>
      <p class="dim sm">
        <Show when={done()} fallback={props.email === undefined ? words.invited : words.noAccount}>
          {done()}
        </Show>{" "}
        <Show when={!done()}>
          <button type="button" class="link" onClick={() => props.onCreate()}>
            {words.create}
          </button>
        </Show>
      </p>
    </form>
  );
}

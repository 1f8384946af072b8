import { createSignal, type JSX, onMount, Show } from "solid-js";
import { useSession } from "../../shared/session.tsx";
import { announce } from "../../shared/ui/announce.tsx";
import { createFormState } from "../../shared/ui/form-state.ts";
import { TextField } from "../../shared/ui/text-field.tsx";
import { AccountFields, createAccount } from "./account-fields.tsx";
import { SendAgain } from "./send-again.tsx";
import { signIn as signInWords, signUp as words } from "./words.ts";

/** A new account. Where the project confirms addresses, it begins with a mail's link. */
export function SignUpForm(props: {
  /** The only address that is of use here. */
  email?: string;
  /** What the account is for, in place of the form's own title. */
  heading?: JSX.Element;
  onSignIn: () => void;
}): JSX.Element {
  const session = useSession();
  const form = createFormState();
  const account = createAccount(() => props.email);
  const { email, password, inputs } = account;
  const [name, setName] = createSignal("");
  const [sentTo, setSentTo] = createSignal("");
  let nameField: HTMLInputElement | undefined;
  let sent: HTMLHeadingElement | undefined;
  onMount(() => nameField?.focus());

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (name().trim() === "") return form.fail({ text: words.nameFirst }, nameField);
    if (email() === "") return form.fail({ text: signInWords.emailFirst }, inputs.email);
    if (password() === "") return form.fail({ text: words.passwordFirst }, inputs.password);
    if (!form.begin()) return;
    const made = await session.signUp({
      name: name().trim(),
      email: email(),
      password: password(),
    });
    const isPassword = !made.ok && made.problem.code.startsWith("E-PASSWORD");
    form.end(made.ok ? null : made.problem, isPassword ? inputs.password : inputs.email);
    if (!made.ok || made.value === "signed-in") return;
    setSentTo(email());
    announce(words.sent(email()), "polite");
    sent?.focus();
  };

  const toSignIn = (label: string) => (
    <button
      type="button"
      class="link"
      onClick={() => props.onSignIn()}
    >
      {label}
    </button>
  );
  return (
    <Show
      when={sentTo() === ""}
      fallback={
        <div class="form">
          <h1 ref={(element) => (sent = element)} tabIndex={-1}>{words.sentTitle}</h1>
          <p>{words.sent(sentTo())}</p>
          <p class="dim sm">{words.nothingCame} {toSignIn(words.signIn)}</p>
          <SendAgain email={sentTo()} />
        </div>
      }
    >
      <form onSubmit={(event) => void submit(event)} novalidate>
        {props.heading ?? <h1>{words.title}</h1>}
        <TextField
          id="name"
          label={words.name}
          autocomplete="name"
          value={name()}
          maxLength={200}
          describedBy={form.describedBy()}
          onInput={setName}
          ref={(input) => (nameField = input)}
        />
        <AccountFields account={account} form={form} autocomplete="new-password" />
        <button type="submit" class="btn pri" aria-disabled={form.working()}>
          {form.working() ? words.working : words.create}
        </button>
        <p class="dim sm">{words.haveOne} {toSignIn(words.signIn)}</p>
      </form>
    </Show>
  );
}

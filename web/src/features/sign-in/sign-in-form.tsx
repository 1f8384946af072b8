import { createSignal, type JSX, onMount, Show } from "solid-js";
import { useSession } from "../../shared/session.tsx";
import { announce } from "../../shared/ui/announce.tsx";
import { createFormState } from "../../shared/ui/form-state.ts";
import { AccountFields, createAccount } from "./account-fields.tsx";
import { SendAgain } from "./send-again.tsx";
import { signIn as words } from "./words.ts";

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
  const account = createAccount(() => props.email);
  const { email, password, inputs } = account;
  const [done, setDone] = createSignal("");
  onMount(() => {
    const refused = session.linkProblem();
    if (refused) form.fail(refused, inputs.email);
    else if (props.email === undefined) inputs.email?.focus();
    else inputs.password?.focus();
  });

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
      <AccountFields
        account={account}
        form={form}
        autocomplete="current-password"
        aside={<button type="button" onClick={() => void reset()}>{words.forgot}</button>}
      />
      <Show when={form.failure()?.code === "E-SIGNIN-UNCONFIRMED"}>
        <SendAgain email={email()} />
      </Show>
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

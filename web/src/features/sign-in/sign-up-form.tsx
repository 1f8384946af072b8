import { createSignal, type JSX, Match, onMount, Switch } from "solid-js";
import { useSession } from "../../shared/session.tsx";
import { announce } from "../../shared/ui/announce.tsx";
import { Failure } from "../../shared/ui/failure.tsx";
import { createFormState } from "../../shared/ui/form-state.ts";
import { EmailField } from "./email-field.tsx";
import { NewPasswordForm } from "./new-password-form.tsx";
import { SendAgain } from "./send-again.tsx";
import { tab } from "./tab.ts";
import { signIn as signInWords, signUp as words } from "./words.ts";

/**
 * A new account begins with an address and nothing else: its name and password are for whoever proves
 * the mailbox.
 */
export function SignUpForm(props: {
  /** The only address that is of use here. */
  email?: string;
  /** What the account is for, in place of the form's own title. */
  heading?: JSX.Element;
  onSignIn: () => void;
}): JSX.Element {
  const session = useSession();
  const form = createFormState();
  const [typed, setTyped] = createSignal("");
  const [next, setNext] = createSignal<"confirm" | "password" | null>(null);
  const email = () => props.email ?? typed().trim();
  let emailField: HTMLInputElement | undefined;
  let sent: HTMLHeadingElement | undefined;
  onMount(() => emailField?.focus());

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (email() === "") return form.fail({ text: signInWords.emailFirst }, emailField);
    if (!form.begin()) return;
    const begun = await tab.signUp(email());
    if (!form.end(begun.ok ? null : begun.problem, emailField) || !begun.ok) return;
    setNext(begun.value);
    if (begun.value !== "confirm") return;
    announce(words.sent(email()), "polite");
    sent?.focus();
  };
  const choose = async (chosen: { password: string; name?: string }) => {
    const saved = await tab.choose(chosen);
    if (!saved.ok) return saved.problem;
    tab.forget();
    return await session.adopt(saved.value);
  };

  const toSignIn = () => (
    <button type="button" class="link" onClick={() => props.onSignIn()}>{words.signIn}</button>
  );
  return (
    <Switch
      fallback={
        <form onSubmit={(event) => void submit(event)} novalidate>
          {props.heading ?? <h1>{words.title}</h1>}
          <EmailField
            given={props.email}
            typed={typed()}
            form={form}
            onInput={setTyped}
            ref={(input) => (emailField = input)}
          />
          <p class="dim sm">{words.how}</p>
          <Failure of={form} />
          <button type="submit" class="btn pri" aria-disabled={form.working()}>
            {form.working() ? words.working : words.create}
          </button>
          <p class="dim sm">{words.haveOne} {toSignIn()}</p>
        </form>
      }
    >
      <Match when={next() === "confirm"}>
        <div class="form">
          <h1 ref={(element) => (sent = element)} tabIndex={-1}>{words.sentTitle}</h1>
          <p>{words.sent(email())}</p>
          <p class="dim sm">{words.nothingCame}</p>
          <SendAgain email={email()} />
          <p class="dim sm">{words.haveOne} {toSignIn()}</p>
        </div>
      </Match>
      <Match when={next() === "password"}>
        <NewPasswordForm email={email()} isNew onChoose={choose} />
      </Match>
    </Switch>
  );
}

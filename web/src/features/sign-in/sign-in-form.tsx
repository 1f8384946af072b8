import { createSignal, type JSX, onMount } from "solid-js";
import { useSession } from "../../shared/session.tsx";
import { announce } from "../../shared/ui/announce.tsx";
import { signIn as words } from "../../shared/words.ts";
import { type Failing, failingOf, Failure, failureId } from "./failure.tsx";
import { PasswordField } from "./password-field.tsx";

/** E-mail and password; a link by mail for whoever forgot it. */
export function SignInForm(): JSX.Element {
  const session = useSession();
  const [email, setEmail] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [working, setWorking] = createSignal(false);
  const [failure, setFailure] = createSignal<Failing | null>(null);
  const [done, setDone] = createSignal("");
  let emailField: HTMLInputElement | undefined;
  let passwordField: HTMLInputElement | undefined;
  const fail = (what: Failing, field: HTMLInputElement | undefined) => {
    setFailure(what);
    announce(what.text, "polite");
    field?.focus();
  };
  onMount(() => {
    const refused = session.linkProblem();
    if (refused) fail(failingOf(refused), emailField);
    else emailField?.focus();
  });

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setDone("");
    setFailure(null);
    if (working()) return;
    if (email().trim() === "") return fail({ text: words.emailFirst }, emailField);
    if (password() === "") return fail({ text: words.passwordFirst }, passwordField);
    setWorking(true);
    const problem = await session.signIn(email().trim(), password());
    setWorking(false);
    if (problem) fail(failingOf(problem), passwordField);
  };

  const reset = async () => {
    setDone("");
    setFailure(null);
    if (email().trim() === "") return fail({ text: words.emailFirst }, emailField);
    const problem = await session.sendReset(email().trim());
    if (problem) return fail(failingOf(problem), emailField);
    setDone(words.resetSent(email().trim()));
    announce(done(), "polite");
  };

  return (
    <form onSubmit={(event) => void submit(event)} novalidate>
      <h1>{words.title}</h1>
      <div>
        <label class="lbl" for="email">{words.email}</label>
        <span class="field">
          <input
            id="email"
            ref={(element) => (emailField = element)}
            type="email"
            name="email"
            autocomplete="username"
            value={email()}
            aria-describedby={failure() ? failureId : undefined}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        </span>
      </div>
      <PasswordField
        label={words.password}
        aside={<button type="button" onClick={() => void reset()}>{words.forgot}</button>}
        autocomplete="current-password"
        value={password()}
        describedBy={failure() ? failureId : undefined}
        onInput={setPassword}
        ref={(input) => (passwordField = input)}
      />
      <Failure what={failure()} />
      <button type="submit" class="btn pri" aria-disabled={working()}>
        {working() ? words.working : words.signIn}
      </button>
      <p class="dim sm">{done() || words.invited}</p>
    </form>
  );
}

import { createSignal, type JSX, onMount, Show } from "solid-js";
import { useSession } from "../../shared/session.tsx";
import { announce } from "../../shared/ui/announce.tsx";
import { ErrorCode } from "../../shared/ui/error-code.tsx";
import { Icon } from "../../shared/ui/icon.tsx";
import { signIn as words } from "../../shared/words.ts";

/** E-mail and password; a link by mail for whoever forgot it. */
export function SignInForm(): JSX.Element {
  const session = useSession();
  const [email, setEmail] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [seen, setSeen] = createSignal(false);
  const [working, setWorking] = createSignal(false);
  const [failure, setFailure] = createSignal<{ text: string; code?: string } | null>(null);
  const [done, setDone] = createSignal("");
  let emailField: HTMLInputElement | undefined;
  let passwordField: HTMLInputElement | undefined;
  onMount(() => emailField?.focus());

  const fail = (text: string, field: HTMLInputElement | undefined, code?: string) => {
    setFailure(code === undefined ? { text } : { text, code });
    announce(text, "polite");
    field?.focus();
  };

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setDone("");
    setFailure(null);
    if (working()) return;
    if (email().trim() === "") return fail(words.emailFirst, emailField);
    if (password() === "") return fail(words.passwordFirst, passwordField);
    setWorking(true);
    const problem = await session.signIn(email().trim(), password());
    setWorking(false);
    if (problem) fail(`${problem.message} ${problem.next}`, passwordField, problem.code);
  };

  const reset = async () => {
    setDone("");
    setFailure(null);
    if (email().trim() === "") return fail(words.emailFirst, emailField);
    const problem = await session.sendReset(email().trim());
    if (problem) return fail(`${problem.message} ${problem.next}`, emailField, problem.code);
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
            aria-describedby={failure() ? "sign-in-failure" : undefined}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        </span>
      </div>
      <div>
        <span class="lbl">
          <label for="password">{words.password}</label>
          <button type="button" onClick={() => void reset()}>{words.forgot}</button>
        </span>
        <span class="field">
          <input
            id="password"
            ref={(element) => (passwordField = element)}
            type={seen() ? "text" : "password"}
            name="password"
            autocomplete="current-password"
            value={password()}
            aria-describedby={failure() ? "sign-in-failure" : undefined}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
          <button
            type="button"
            aria-label={seen() ? words.hide : words.show}
            onClick={() => setSeen(!seen())}
          >
            <Icon name={seen() ? "eye-off" : "eye"} size={18} />
          </button>
        </span>
      </div>
      <Show when={failure()}>
        {(what) => (
          <p class="problem" id="sign-in-failure">
            <Icon name="circle-alert" />
            <span>
              {what().text} <Show when={what().code}>{(code) => <ErrorCode code={code()} />}</Show>
            </span>
          </p>
        )}
      </Show>
      <button type="submit" class="btn pri" aria-disabled={working()}>
        {working() ? words.working : words.signIn}
      </button>
      <p class="dim sm">{done() || words.invited}</p>
    </form>
  );
}

import { createSignal, type JSX, onMount } from "solid-js";
import { useSession } from "../../shared/session.tsx";
import { announce } from "../../shared/ui/announce.tsx";
import { newPassword as words } from "../../shared/words.ts";
import { type Failing, failingOf, Failure, failureId } from "./failure.tsx";
import { PasswordField } from "./password-field.tsx";

/** The end of a mail's link: a new password, then one is signed in. */
export function NewPasswordForm(): JSX.Element {
  const session = useSession();
  const [password, setPassword] = createSignal("");
  const [working, setWorking] = createSignal(false);
  const [failure, setFailure] = createSignal<Failing | null>(null);
  let field: HTMLInputElement | undefined;
  onMount(() => field?.focus());

  const fail = (what: Failing) => {
    setFailure(what);
    announce(what.text, "polite");
    field?.focus();
  };

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setFailure(null);
    if (working()) return;
    if (password() === "") return fail({ text: words.empty });
    setWorking(true);
    const problem = await session.choosePassword(password());
    setWorking(false);
    if (problem) fail(failingOf(problem));
  };

  return (
    <form onSubmit={(event) => void submit(event)} novalidate>
      <h1>{words.title}</h1>
      <p class="dim">{words.forWhom(session.user()?.email ?? "")}</p>
      <input
        class="vh"
        type="email"
        name="email"
        autocomplete="username"
        value={session.user()?.email ?? ""}
        aria-hidden="true"
        tabIndex={-1}
        readonly
      />
      <PasswordField
        label={words.label}
        autocomplete="new-password"
        value={password()}
        describedBy={failure() ? failureId : undefined}
        onInput={setPassword}
        ref={(input) => (field = input)}
      />
      <Failure what={failure()} />
      <button type="submit" class="btn pri" aria-disabled={working()}>
        {working() ? words.working : words.save}
      </button>
    </form>
  );
}

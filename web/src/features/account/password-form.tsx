import { createSignal, type JSX, Show } from "solid-js";
import { passwordRule, tooShort } from "../../shared/password-rule.ts";
import { useSession } from "../../shared/session.tsx";
import { announce } from "../../shared/ui/announce.tsx";
import { Failure } from "../../shared/ui/failure.tsx";
import { createFormState } from "../../shared/ui/form-state.ts";
import { HiddenUsername } from "../../shared/ui/hidden-username.tsx";
import { PasswordField } from "../../shared/ui/password-field.tsx";
import { ownPassword as words } from "./words.ts";

/** Another password, for whoever knows the present one. */
export function PasswordForm(props: { email: string }): JSX.Element {
  const session = useSession();
  const form = createFormState();
  const [current, setCurrent] = createSignal("");
  const [next, setNext] = createSignal("");
  const [done, setDone] = createSignal("");
  let currentField: HTMLInputElement | undefined;
  let nextField: HTMLInputElement | undefined;

  const change = async (event: SubmitEvent) => {
    event.preventDefault();
    setDone("");
    if (current() === "") return form.fail({ text: words.currentFirst }, currentField);
    if (next() === "") return form.fail({ text: words.nextFirst }, nextField);
    if (tooShort(next())) return form.fail({ text: passwordRule }, nextField);
    if (!form.begin()) return;
    const problem = await session.changePassword(current(), next());
    const field = problem?.code === "E-PASSWORD-CURRENT" ? currentField : nextField;
    if (!form.end(problem, field)) return;
    setCurrent("");
    setNext("");
    setDone(words.changed);
    announce(words.changed, "polite");
  };

  return (
    <form class="form" onSubmit={(event) => void change(event)} novalidate>
      <h2>{words.heading}</h2>
      <HiddenUsername email={props.email} />
      <PasswordField
        id="current-password"
        label={words.current}
        autocomplete="current-password"
        value={current()}
        describedBy={form.describedBy()}
        onInput={setCurrent}
        ref={(input) => (currentField = input)}
      />
      <PasswordField
        id="new-password"
        label={words.next}
        hint={passwordRule}
        autocomplete="new-password"
        value={next()}
        describedBy={form.describedBy()}
        onInput={setNext}
        ref={(input) => (nextField = input)}
      />
      <Failure of={form} />
      <p class="row">
        <button type="submit" class="btn" aria-disabled={form.working()}>
          {form.working() ? words.changing : words.change}
        </button>
      </p>
      <Show when={done()}>
        <p class="dim">{done()}</p>
      </Show>
    </form>
  );
}

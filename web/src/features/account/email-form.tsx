import { createSignal, type JSX, Show } from "solid-js";
import { useSession } from "../../shared/session.tsx";
import { announce } from "../../shared/ui/announce.tsx";
import { Failure } from "../../shared/ui/failure.tsx";
import { createFormState } from "../../shared/ui/form-state.ts";
import { TextField } from "../../shared/ui/text-field.tsx";
import { ownEmail as words } from "./words.ts";

/** Another address, which counts once both mailboxes have confirmed it. */
export function EmailForm(props: { current: string }): JSX.Element {
  const session = useSession();
  const form = createFormState();
  const [typed, setTyped] = createSignal("");
  const [done, setDone] = createSignal("");
  let field: HTMLInputElement | undefined;

  const change = async (event: SubmitEvent) => {
    event.preventDefault();
    setDone("");
    const email = typed().trim();
    if (email === "") return form.fail({ text: words.first }, field);
    if (email.toLowerCase() === props.current) return form.fail({ text: words.same }, field);
    if (!form.begin() || !form.end(await session.changeEmail(email), field)) return;
    setTyped("");
    setDone(words.sent(props.current, email));
    announce(done(), "polite");
  };

  return (
    <form class="form" onSubmit={(event) => void change(event)} novalidate>
      <h2>{words.heading}</h2>
      <TextField
        id="new-email"
        label={words.label}
        type="email"
        autocomplete="off"
        value={typed()}
        maxLength={254}
        describedBy={form.describedBy()}
        onInput={setTyped}
        ref={(input) => (field = input)}
      />
      <p class="dim sm">{words.hint}</p>
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

import { createSignal, type JSX, Show } from "solid-js";
import { announce } from "../../shared/ui/announce.tsx";
import { Failure } from "../../shared/ui/failure.tsx";
import { createFormState } from "../../shared/ui/form-state.ts";
import { tab } from "./tab.ts";
import { signUp as words } from "./words.ts";

/** Has the mail that confirms an address sent once more. */
export function SendAgain(props: { email: string }): JSX.Element {
  const form = createFormState();
  const [done, setDone] = createSignal(false);
  const send = async () => {
    setDone(false);
    if (!form.begin()) return;
    if (!form.end(await tab.resend(props.email), undefined)) return;
    setDone(true);
    announce(words.sentAgain, "polite");
  };
  return (
    <>
      <p class="dim sm">
        <Show when={!done()} fallback={words.sentAgain}>
          <button
            type="button"
            class="link"
            aria-disabled={form.working()}
            onClick={() => void send()}
          >
            {words.sendAgain}
          </button>
        </Show>
      </p>
      <Failure of={form} />
    </>
  );
}

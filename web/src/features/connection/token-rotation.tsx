import { createEffect, createSignal, type JSX, Match, Show, Switch } from "solid-js";
import type { ConnectionState } from "../../../../supabase/functions/_shared/contracts/connection.ts";
import type { Problem, Result } from "../../shared/problem.ts";
import { announce } from "../../shared/ui/announce.tsx";
import { Failure } from "../../shared/ui/failure.tsx";
import { createFormState } from "../../shared/ui/form-state.ts";
import { ProblemLines } from "../../shared/ui/problem-lines.tsx";
import type { ConnectionServer } from "../../shared/connection-server.ts";
import { token as words } from "./words.ts";

/** Rotates the auth token without a gap: the next one is stored before Twilio signs with it, the former one goes last. */
export function TokenRotation(props: {
  stored: ConnectionState;
  server: Pick<ConnectionServer, "nextToken" | "promoteToken" | "removeToken">;
  isBusy: boolean;
  onStored: (stored: ConnectionState) => void;
}): JSX.Element {
  const [typed, setTyped] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem | null>(null);
  const form = createFormState();
  let field: HTMLInputElement | undefined;
  const isBusy = () => props.isBusy || busy();
  let details: HTMLDetailsElement | undefined;
  let summary: HTMLElement | undefined;
  // A rotation under way is not to be missed; nothing closes by itself under whoever works there.
  createEffect(() => {
    if (props.stored.otherToken !== null && details) details.open = true;
  });

  const take = async (asked: () => Promise<Result<ConnectionState>>, done: string) => {
    if (isBusy()) return;
    setBusy(true);
    setProblem(null);
    const answer = await asked();
    setBusy(false);
    if (answer.ok) {
      setTyped("");
      announce(done, "polite");
      props.onStored(answer.value);
      // What was pressed is gone.
      summary?.focus();
    } else setProblem(answer.problem);
  };
  const store = (event: SubmitEvent) => {
    event.preventDefault();
    const next = typed();
    if (next === "") return form.fail({ text: words.store.first }, field);
    form.clear();
    const { nextToken } = props.server;
    void take(() => nextToken(next), words.stored);
  };
  const Act = (
    act: { words: string; ask: () => Promise<Result<ConnectionState>>; done: string },
  ) => (
    <button
      type="button"
      class="btn sm"
      aria-disabled={isBusy()}
      onClick={() => void take(act.ask, act.done)}
    >
      {act.words}
    </button>
  );

  return (
    <details class="care" ref={(element) => (details = element)}>
      <summary ref={(element) => (summary = element)}>{words.title}</summary>
      <Switch>
        <Match when={props.stored.otherToken === null}>
          <form onSubmit={store} novalidate>
            <p class="dim sm">{words.store.how}</p>
            <div>
              <label class="lbl" for="next-token">{words.store.label}</label>
              <span class="field">
                <input
                  id="next-token"
                  ref={(element) => (field = element)}
                  type="password"
                  autocomplete="off"
                  value={typed()}
                  aria-describedby={form.describedBy()}
                  onInput={(event) => setTyped(event.currentTarget.value.trim())}
                />
              </span>
              <Failure of={form} />
            </div>
            <button type="submit" class="btn sm" aria-disabled={isBusy()}>
              {words.store.button}
            </button>
          </form>
        </Match>
        <Match when={props.stored.otherToken === "next"}>
          <p class="dim sm">{words.next.how}</p>
          <div class="row">
            <Act words={words.next.button} ask={props.server.promoteToken} done={words.promoted} />
            <Act words={words.next.discard} ask={props.server.removeToken} done={words.removed} />
          </div>
        </Match>
        <Match when={props.stored.otherToken === "former"}>
          <p class="dim sm">{words.former.how}</p>
          <Act words={words.former.button} ask={props.server.removeToken} done={words.removed} />
        </Match>
      </Switch>
      <Show when={problem()}>{(shown) => <ProblemLines problem={shown()} />}</Show>
    </details>
  );
}

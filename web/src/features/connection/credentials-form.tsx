import { createEffect, createMemo, createSignal, type JSX, on, Show } from "solid-js";
import type { ConnectionState } from "../../../../supabase/functions/_shared/contracts/connection.ts";
import { Failure } from "../../shared/ui/failure.tsx";
import { createFormState } from "../../shared/ui/form-state.ts";
import { consoleUrls } from "./console-urls.ts";
import { connection as words } from "./words.ts";
import type { Run } from "./connection-run.ts";
import type { Credentials } from "../../shared/connection-server.ts";

/** Account SID and Auth Token. A stored token is never shown; it can be replaced. */
export function CredentialsForm(props: {
  stored: ConnectionState;
  run: Run;
  isBusy: boolean;
  onSave: (typed: Credentials) => void;
}): JSX.Element {
  const [sid, setSid] = createSignal<string | null>(null);
  const [token, setToken] = createSignal("");
  const [replacing, setReplacing] = createSignal(false);
  const form = createFormState();
  let sidField: HTMLInputElement | undefined;
  let tokenField: HTMLInputElement | undefined;

  const accountSid = () => sid() ?? props.stored.accountSid ?? "";
  const usesStored = () =>
    props.stored.hasToken && accountSid() === props.stored.accountSid && !replacing();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (props.isBusy) return;
    form.clear();
    if (!/^AC[0-9a-fA-F]{32}$/.test(accountSid())) {
      return form.fail({ text: words.sidFirst }, sidField);
    }
    if (!usesStored() && token() === "") return form.fail({ text: words.tokenFirst }, tokenField);
    props.onSave({
      accountSid: accountSid(),
      ...(usesStored() ? {} : { authToken: token() }),
    });
  };
  // Sealed now, so there is no reason to keep it here.
  const isSealed = createMemo(() =>
    props.run.steps.some(({ name, status }) => name === "check" && status === "done")
  );
  createEffect(on(isSealed, (sealed) => {
    if (!sealed) return;
    setSid(null);
    setToken("");
    setReplacing(false);
  }));
  const replace = () => {
    setReplacing(true);
    tokenField?.focus();
  };
  const at = () => {
    const now = props.run.steps.findIndex(({ status }) => status === "now");
    return now === -1 ? "" : words.stepOf(now + 1, props.run.steps.length);
  };

  return (
    <form onSubmit={submit} novalidate>
      <Show when={!props.stored.hasToken}>
        <p class="dim sm">
          {words.where}{" "}
          <a href={consoleUrls.home} target="_blank" rel="noreferrer">{words.openConsole}</a>.{" "}
          {words.noAccount}{" "}
          <a href={consoleUrls.signUp} target="_blank" rel="noreferrer">{words.makeAccount}</a>.
        </p>
      </Show>
      <div>
        <label class="lbl" for="account-sid">{words.accountSid}</label>
        <span class="field">
          <input
            id="account-sid"
            ref={(element) => (sidField = element)}
            class="mono"
            autocomplete="off"
            spellcheck={false}
            value={accountSid()}
            aria-describedby={form.describedBy()}
            onInput={(event) => setSid(event.currentTarget.value.trim())}
          />
        </span>
      </div>
      <div>
        <label class="lbl" for="auth-token">{words.authToken}</label>
        <span class="field">
          <input
            id="auth-token"
            ref={(element) => (tokenField = element)}
            type="password"
            autocomplete="off"
            readOnly={usesStored()}
            placeholder={usesStored() ? words.sealed : ""}
            value={token()}
            aria-describedby={form.describedBy()}
            onInput={(event) => setToken(event.currentTarget.value.trim())}
          />
          <Show when={usesStored()}>
            <button type="button" class="wide" onClick={replace}>{words.replace}</button>
          </Show>
        </span>
      </div>
      <Failure of={form} />
      <div class="row">
        <button type="submit" class="btn pri" aria-disabled={props.isBusy}>
          {props.run.phase === "saving" ? words.saving : words.save}
        </button>
        <span class="dim sm">{at()}</span>
      </div>
      <p class="dim3 xs">{words.repeatable}</p>
    </form>
  );
}

import { createSignal, type JSX, Show } from "solid-js";
import type {
  ConnectionState,
  LeftBehind,
} from "../../../../supabase/functions/_shared/contracts/connection.ts";
import { formatNumber } from "../../shared/phone-number.ts";
import type { Problem } from "../../shared/problem.ts";
import { AskDialog } from "../../shared/ui/ask-dialog.tsx";
import { ProblemLines } from "../../shared/ui/problem-lines.tsx";
import type { ConnectionServer } from "../../shared/connection-server.ts";
import { forget as words } from "./words.ts";

/** The way out of an account that Twilio does not open any more: nothing can be undone there, so it is named. */
export function ForgetAccount(props: {
  stored: ConnectionState;
  server: Pick<ConnectionServer, "forget">;
  isBusy: boolean;
  onForgotten: (left: LeftBehind) => void;
}): JSX.Element {
  const [asks, setAsks] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem | null>(null);
  const name = () => props.stored.accountSid ?? "";
  const isBusy = () => props.isBusy || busy();
  const forget = async () => {
    setAsks(false);
    setBusy(true);
    setProblem(null);
    const answer = await props.server.forget();
    setBusy(false);
    if (answer.ok) props.onForgotten(answer.value);
    else setProblem(answer.problem);
  };
  return (
    <div class="care">
      <p class="dim sm">{words.why}</p>
      <button
        type="button"
        class="btn sm"
        aria-disabled={isBusy()}
        onClick={() => !isBusy() && setAsks(true)}
      >
        {words.button}
      </button>
      <Show when={problem()}>{(shown) => <ProblemLines problem={shown()} />}</Show>
      <Show when={asks()}>
        <AskDialog
          title={words.title(name())}
          text={words.text(leftText(leftOf(props.stored)))}
          confirm={words.confirm(name())}
          cancel={words.cancel}
          onConfirm={() => void forget()}
          onCancel={() => setAsks(false)}
        />
      </Show>
    </div>
  );
}

/** What is left at Twilio, after the account was forgotten: for the person to undo by hand. */
export function LeftAtTwilio(props: { left: LeftBehind }): JSX.Element {
  return (
    <section class="left" aria-labelledby="left-title" role="status">
      <h2 id="left-title">{words.left}</h2>
      <dl class="kv sm">
        <dt>{words.account}</dt>
        <dd class="mono">{props.left.accountSid}</dd>
        <Show when={props.left.appSid}>
          {(sid) => (
            <>
              <dt>{words.app}</dt>
              <dd class="mono">{sid()}</dd>
            </>
          )}
        </Show>
        <Show when={props.left.keySids.length > 0}>
          <dt>{words.key(props.left.keySids.length)}</dt>
          <dd class="mono">{props.left.keySids.join(", ")}</dd>
        </Show>
        <Show when={props.left.numbers.length > 0}>
          <dt>{words.numbers}</dt>
          <dd class="n">{props.left.numbers.map(formatNumber).join(", ")}</dd>
        </Show>
        <Show when={props.left.recordings > 0}>
          <dt>{words.recordings}</dt>
          <dd class="n">{props.left.recordings}</dd>
        </Show>
      </dl>
      <p class="dim sm">{words.how}</p>
    </section>
  );
}

function leftOf(
  { accountSid, appSid, keySid, retiring, numbers, recordings }: ConnectionState,
): LeftBehind {
  const former = retiring.map((key) => key.keySid);
  const keySids = keySid === null ? former : [keySid, ...former];
  return { accountSid, appSid, keySids, numbers, recordings };
}

function leftText({ appSid, keySids, numbers, recordings }: LeftBehind): string {
  const parts = [
    ...(appSid === null ? [] : [`${words.app} ${appSid}`]),
    ...(keySids.length === 0 ? [] : [`${words.key(keySids.length)} ${keySids.join(", ")}`]),
    ...numbers.map(formatNumber),
    ...(recordings === 0 ? [] : [`${words.recordings} ${recordings}`]),
  ];
  return parts.length === 0 ? words.nothing : parts.join("; ");
}

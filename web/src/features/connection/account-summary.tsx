import { createSignal, type JSX, Show } from "solid-js";
import { AskDialog } from "../../shared/ui/ask-dialog.tsx";
import { connection as words, leave } from "./words.ts";
import type {
  ConnectionState,
  LeftBehind,
} from "../../../../supabase/functions/_shared/contracts/connection.ts";
import type { Run } from "./connection-run.ts";
import type { ConnectionServer } from "../../shared/connection-server.ts";
import { ForgetAccount } from "./forget-account.tsx";
import { KeyRotation } from "./key-rotation.tsx";
import { TokenRotation } from "./token-rotation.tsx";
import { ProblemLines } from "../../shared/ui/problem-lines.tsx";

/** What is connected: the account's kind, its app, key and numbers; and the way out. */
export function AccountSummary(
  props: {
    run: Run;
    server: ConnectionServer;
    isBusy: boolean;
    onStored: (stored: ConnectionState) => void;
    onForgotten: (left: LeftBehind) => void;
    onLeave: () => void;
  },
): JSX.Element {
  const [asks, setAsks] = createSignal(false);
  const name = () => props.run.account?.name ?? props.run.stored?.accountSid ?? "";
  const here = () =>
    props.run.numbers.filter(({ sid, answeredBy }) =>
      answeredBy.kind === "here" || props.run.moves.get(sid)?.kind === "here"
    ).length;
  const confirm = () => {
    setAsks(false);
    props.onLeave();
  };
  return (
    <section class="account" aria-labelledby="account-title">
      <h2 id="account-title">{words.account}</h2>
      <Show when={props.run.account}>
        {(account) => (
          <p class="dim sm">
            {account().name}. {words.kind(account().isTrial, account().isSubaccount)}.{" "}
            {account().isTrial ? words.trial : ""}
          </p>
        )}
      </Show>
      <Show when={props.run.problem}>
        {(problem) => <ProblemLines problem={problem()} />}
      </Show>
      <dl class="kv sm">
        <dt>{words.app}</dt>
        <dd class="mono">{props.run.stored?.appSid ?? words.none}</dd>
        <dt>{words.key}</dt>
        <dd class="mono">{props.run.stored?.keySid ?? words.none}</dd>
        <dt>{words.numbers}</dt>
        <dd class="n">{here()}</dd>
      </dl>
      <Show when={props.run.stored}>
        {(stored) => (
          <>
            <Show when={stored().keySid !== null}>
              <KeyRotation
                stored={stored()}
                server={props.server}
                isBusy={props.isBusy}
                onStored={props.onStored}
              />
            </Show>
            <TokenRotation
              stored={stored()}
              server={props.server}
              isBusy={props.isBusy}
              onStored={props.onStored}
            />
            <Show when={isShut(props.run)}>
              <ForgetAccount
                stored={stored()}
                server={props.server}
                isBusy={props.isBusy}
                onForgotten={props.onForgotten}
              />
            </Show>
          </>
        )}
      </Show>
      <button
        type="button"
        class="btn"
        aria-disabled={props.isBusy}
        onClick={() => !props.isBusy && setAsks(true)}
      >
        {leave.button}
      </button>
      <Show when={asks()}>
        <AskDialog
          title={leave.title(name())}
          text={leave.text(here(), props.run.stored?.recordings ?? 0)}
          confirm={leave.confirm(name())}
          cancel={leave.cancel}
          onConfirm={confirm}
          onCancel={() => setAsks(false)}
        />
      </Show>
    </section>
  );
}

/** Twilio does not open the account: as it was read, or as it was left. */
function isShut({ problem, steps }: Run): boolean {
  const leaving = steps.find(({ name }) => name === "release" || name === "forget")?.problem;
  return [problem, leaving].some((one) =>
    one?.code === "E-CREDENTIALS" || one?.code === "E-ACCOUNT-STATUS"
  );
}

import { createEffect, createSignal, type JSX, onMount, Show, untrack } from "solid-js";
import type { LeftBehind } from "../../../../supabase/functions/_shared/contracts/connection.ts";
import { usePhone } from "../../phone/phone-context.ts";
import { useHealth } from "../../health/health.tsx";
import type { FunctionClient } from "../../shared/functions.ts";
import { healthServer } from "../../shared/health-server.ts";
import { announce } from "../../shared/ui/announce.tsx";
import { PageHead } from "../../shared/ui/page-head.tsx";
import { connection as words, numbers as numberWords } from "./words.ts";
import { useWorkspace } from "../../shared/workspace.tsx";
import { AccountSummary } from "./account-summary.tsx";
import { connectionRun, emptyRun, type Run } from "./connection-run.ts";
import { connectionServer, type Credentials } from "../../shared/connection-server.ts";
import { CredentialsForm } from "./credentials-form.tsx";
import { LeftAtTwilio } from "./forget-account.tsx";
import { NumberPicker } from "./number-picker.tsx";
import { ProblemLines } from "../../shared/ui/problem-lines.tsx";
import { StepList } from "./step-list.tsx";
import { stepText } from "./step-text.ts";

/** Connects the workspace's Twilio account, shows it, and disconnects it. */
export default function ConnectionPage(
  props: { client: FunctionClient; workspaceId: number },
): JSX.Element {
  const phone = usePhone();
  const workspace = useWorkspace();
  const health = useHealth();
  const [run, setRun] = createSignal<Run>(emptyRun);
  // The page is made anew for another workspace.
  const [server, checks] = untrack(() => [
    connectionServer(props.client, props.workspaceId),
    healthServer(props.client, props.workspaceId),
  ]);
  const steps = connectionRun({ server, now: Date.now, report: setRun });
  onMount(() => void steps.load());

  // Each change of a step is said once.
  createEffect((before: string) => {
    const current = run().steps.findLast(({ status }) => status !== "todo");
    const text = current === undefined ? "" : stepText(run(), current).title;
    if (text !== "" && text !== before) announce(text, "polite");
    return text;
  }, "");

  let typed: Credentials | null = null;
  /** The rest of the dialer hears of it: new numbers to call from, and a phone that can ring. */
  const tellOthers = () => {
    workspace.refresh();
    // What was told as broken may be mended; the next hourly check is far off.
    if (health.broken().length > 0) void checks.check();
    const isReady = run().stored?.appSid != null && run().phase !== "saving";
    if (isReady && phone.state().reach.kind === "not-configured") phone.actions()?.goOnline();
  };
  const save = async (credentials: Credentials) => {
    typed = credentials;
    await steps.save(credentials);
    // What Twilio confirmed is stored: trying again needs no token from here.
    const isStored = run().steps.some(({ name, status }) => name === "check" && status === "done");
    if (isStored) typed = { accountSid: credentials.accountSid };
    tellOthers();
  };
  const move = async (picked: readonly string[]) => {
    await steps.move(picked);
    tellOthers();
  };
  const again = () => {
    const failed = run().steps.find(({ status }) => status === "failed")?.name;
    if (failed === "release" || failed === "forget") void leave();
    else if (typed) void save(typed);
  };
  const leave = async () => {
    await steps.leave();
    workspace.refresh();
    // What was pressed is gone; the way back in is here.
    if (!isConnected()) document.getElementById("account-sid")?.focus();
  };

  const forgotten = (left: LeftBehind) => {
    steps.forget(left);
    workspace.refresh();
    document.getElementById("account-sid")?.focus();
  };

  const isConnected = () => run().stored?.accountSid != null;
  const isBusy = () => ["saving", "moving", "leaving"].includes(run().phase);
  const picker = () => <NumberPicker run={run()} onMove={(picked) => void move(picked)} />;

  return (
    <div class="grow">
      <PageHead
        title={isConnected() ? words.connectedTitle : words.title}
        sub={isConnected() ? words.connectedSub : words.sub}
      />
      <Show
        when={run().stored}
        fallback={
          <Show when={run().problem} fallback={<p class="dim late">{words.loading}</p>}>
            {(problem) => <ProblemLines problem={problem()} />}
          </Show>
        }
      >
        {(stored) => (
          <div class="connect">
            <CredentialsForm
              stored={stored()}
              run={run()}
              isBusy={isBusy()}
              onSave={(credentials) => void save(credentials)}
            />
            <div class="now">
              <Show
                when={run().steps.length > 0}
                fallback={
                  <>
                    <Show when={run().leftBehind}>{(left) => <LeftAtTwilio left={left()} />}</Show>
                    <Show when={run().numbers.length > 0 && stored().appSid !== null}>
                      <h2>{numberWords.title}</h2>
                      {picker()}
                    </Show>
                  </>
                }
              >
                <StepList run={run()} onAgain={again} picker={picker} />
                <Show when={run().phase === "choosing"}>
                  <ul class="next sm">
                    <li>
                      <a href="/setup/health">{words.prove}</a>
                      <p>{words.proveHow}</p>
                    </li>
                    <Show when={workspace.fromNumbers().length > 0}>
                      <li>
                        <a href="/setup/numbers">{words.share}</a>
                        <p>{words.shareHow}</p>
                      </li>
                      <li>
                        <a href="/setup/team">{words.invite}</a>
                        <p>{words.inviteHow}</p>
                      </li>
                    </Show>
                  </ul>
                </Show>
              </Show>
            </div>
            <Show when={isConnected()}>
              <AccountSummary
                run={run()}
                server={server}
                isBusy={isBusy()}
                onStored={(stored) => steps.keep(stored)}
                onForgotten={forgotten}
                onLeave={() => void leave()}
              />
            </Show>
          </div>
        )}
      </Show>
    </div>
  );
}

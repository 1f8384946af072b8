import "../../styles/health.css";
import { createEffect, createSignal, type JSX, on, onCleanup, Show, untrack } from "solid-js";
import { usePhone } from "../../phone/phone-context.ts";
import { type HealthCheck, useHealth } from "../../health/health.tsx";
import { connectionServer } from "../../shared/connection-server.ts";
import type { FunctionClient } from "../../shared/functions.ts";
import type { Problem } from "../../shared/problem.ts";
import { announce } from "../../shared/ui/announce.tsx";
import { Icon } from "../../shared/ui/icon.tsx";
import { PageHead } from "../../shared/ui/page-head.tsx";
import { ProblemLines } from "../../shared/ui/problem-lines.tsx";
import type { ShownStep } from "../../shared/ui/steps.tsx";
import { CheckList, type Repairing } from "./check-list.tsx";
import { healthServer } from "../../shared/health-server.ts";
import { ageText } from "./phrases.ts";
import { repairCheck, stepsOf } from "./repair-run.ts";
import { checkedAt, createRowOrder } from "./row-order.ts";
import { TestCallPanel } from "./test-call-panel.tsx";
import { countsText, health as words } from "./words.ts";

/** How often "40 s ago" is said anew. */
const tickMs = 5_000;

/** What was checked of the connection, in words, with a Repair wherever there is one. */
export default function HealthPage(
  props: { client: FunctionClient; workspaceId: number },
): JSX.Element {
  const stored = useHealth();
  const phone = usePhone();
  // The page is made anew for another workspace.
  const [health, connection] = untrack(() => [
    healthServer(props.client, props.workspaceId),
    connectionServer(props.client, props.workspaceId),
  ]);
  const [doing, setDoing] = createSignal<"nothing" | "checking" | "repairing">("nothing");
  const [problem, setProblem] = createSignal<Problem | null>(null);
  const [repairing, setRepairing] = createSignal<Repairing | null>(null);
  const [isHeld, setHeld] = createSignal(false);
  /** The number of a test call, "" for any; null while none is wanted. */
  const [tested, setTested] = createSignal<string | null>(null);
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), tickMs);
  onCleanup(() => clearInterval(timer));

  let testButton: HTMLButtonElement | undefined;
  const closeTest = () => {
    setTested(null);
    testButton?.focus();
  };

  const checks = () => stored.checks() ?? [];
  const rows = createRowOrder(checks, doing, isHeld);
  createEffect(on(checks, () => setNow(Date.now())));

  const checkNow = async () => {
    if (doing() !== "nothing") return;
    setDoing("checking");
    setProblem(null);
    setRepairing(null);
    announce(words.checkingAll, "polite");
    const answer = await health.check();
    if (answer.ok) {
      announce(`${words.checkedAgain} ${countsText(answer.value.checks)}`, "polite");
      await stored.refetch();
    } else setProblem(answer.problem);
    setDoing("nothing");
  };

  const repair = async (check: HealthCheck) => {
    if (doing() !== "nothing") return;
    setDoing("repairing");
    let said = "";
    const report = (steps: readonly ShownStep[]) => {
      setRepairing({ check: check.check, steps });
      const title = steps.findLast(({ status }) => status !== "todo")?.title ?? "";
      if (title !== said) announce(title, "polite");
      said = title;
    };
    const fresh = await repairCheck(check, { connection, health, now: Date.now, report });
    if (fresh !== null) await stored.refetch();
    setDoing("nothing");
    // The button may be gone with what it mended.
    if (document.activeElement === document.body) {
      document.getElementById(`check-${check.check}`)?.focus();
    }
  };

  /** Something that the checks judge has just changed here. */
  const checkAgain = () => void checkNow();
  createEffect(on(() => phone.state().reach.kind === "ready", (isReady) => {
    if (isReady && checks().some(({ finding }) => finding === "agents-silent")) checkAgain();
  }, { defer: true }));
  // A workspace that was never checked is checked when its admin looks.
  createEffect(on(stored.checks, (found) => {
    if (found?.length === 0) void checkNow();
  }));
  createEffect(on([stored.wanted, stored.checks], ([wanted, found]) => {
    const check = found?.find((one) => one.check === wanted);
    if (!check) return;
    stored.want(null);
    document.getElementById(`check-${check.check}`)?.scrollIntoView({ block: "nearest" });
    if (stepsOf(check).length > 0) void repair(check);
  }));

  const summary = () => {
    if (doing() === "checking") return words.checkingAll;
    const at = checkedAt(checks());
    if (stored.unreadable()) return words.unreadable;
    if (at === null) return stored.checks() === null ? words.loading : words.never;
    return `${countsText(checks())} ${words.checked(ageText(at, now()))}`;
  };
  return (
    <div class="grow health">
      <PageHead title={words.title} sub={summary()}>
        <button
          ref={(element) => (testButton = element)}
          type="button"
          class="btn"
          aria-expanded={tested() !== null}
          onClick={() => tested() === null ? setTested("") : closeTest()}
        >
          <Icon name="phone-call" />
          {words.testCall}
        </button>
        <button
          type="button"
          class="btn pri"
          aria-disabled={doing() !== "nothing"}
          title={doing() === "repairing" ? words.oneAtATime : undefined}
          onClick={() => void checkNow()}
        >
          <Icon
            name={doing() === "checking" ? "loader-circle" : "refresh-cw"}
            class={doing() === "checking" ? "spin" : ""}
          />
          {doing() === "checking" ? words.checking : words.checkNow}
        </button>
      </PageHead>
      <Show when={problem()}>{(failed) => <ProblemLines problem={failed()} />}</Show>
      <Show when={tested() !== null}>
        <TestCallPanel
          server={health}
          workspaceId={props.workspaceId}
          number={tested() ?? ""}
          onClose={closeTest}
          onEnded={checkAgain}
        />
      </Show>
      <CheckList
        checks={rows()}
        now={now()}
        isBusy={doing() !== "nothing"}
        repairing={repairing()}
        onRepair={(check) => void repair(check)}
        onTestCall={setTested}
        onHold={setHeld}
      />
    </div>
  );
}

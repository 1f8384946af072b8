import { For, type JSX, Show } from "solid-js";
import type { HealthCheckName } from "../../../../supabase/functions/_shared/contracts/health_findings.ts";
import type { HealthCheck } from "../../health/health.tsx";
import type { ShownStep } from "../../shared/ui/steps.tsx";
import { CheckRow } from "./check-row.tsx";
import { waitingFor, WaitingRow } from "./waiting-row.tsx";
import { health as words } from "./words.ts";

/** A repair that runs, or that ran last. */
export interface Repairing {
  check: HealthCheckName;
  steps: readonly ShownStep[];
}

/** A row for each check. Rows live by their name, so that news change a row and do not make a new one. */
export function CheckList(props: {
  checks: readonly HealthCheck[];
  /** Epoch ms. */
  now: number;
  isBusy: boolean;
  repairing: Repairing | null;
  onRepair: (check: HealthCheck) => void;
  onTestCall: (number: string) => void;
  /** Whether the pointer or the focus is on a row. */
  onHold: (isHeld: boolean) => void;
}): JSX.Element {
  const names = () =>
    props.checks.filter(({ finding }) => finding !== "waits").map(({ check }) => check);
  let list: HTMLUListElement | undefined;
  const hold = () => {
    const isHeld = list?.matches(":hover") === true || list?.contains(document.activeElement);
    props.onHold(isHeld === true);
  };
  return (
    <ul
      class="checks"
      aria-label={words.list}
      ref={(element) => (list = element)}
      onPointerEnter={hold}
      onPointerLeave={hold}
      onFocusIn={hold}
      onFocusOut={() => queueMicrotask(hold)}
    >
      <For each={names()}>
        {(name) => (
          <Show when={props.checks.find(({ check }) => check === name)}>
            {(check) => (
              <CheckRow
                check={check()}
                now={props.now}
                isBusy={props.isBusy}
                steps={props.repairing?.check === name ? props.repairing.steps : []}
                onRepair={() => props.onRepair(check())}
                onTestCall={(number) => props.onTestCall(number)}
              />
            )}
          </Show>
        )}
      </For>
      <For each={["credentials", "reachable"] as const}>
        {(cause) => <WaitingRow checks={waitingFor(props.checks, cause)} cause={cause} />}
      </For>
    </ul>
  );
}

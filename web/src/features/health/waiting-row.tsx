import { type JSX, Show } from "solid-js";
import type { HealthCheck } from "../../health/health.tsx";
import { StepIcon } from "../../shared/ui/step-icon.tsx";
import { findingText, wholeText } from "./finding-text.ts";
import { checkNames, health as words } from "./words.ts";

type Waiting = Extract<HealthCheck, { finding: "waits" }>;

/** The checks that can't be made before another one is mended. */
export function waitingFor(
  checks: readonly HealthCheck[],
  cause: Waiting["facts"]["for"],
): Waiting[] {
  return checks.filter((check): check is Waiting =>
    check.finding === "waits" && check.facts.for === cause
  );
}

/** One row for all that wait for the same: each alone would only say so again. */
export function WaitingRow(
  props: { checks: readonly Waiting[]; cause: Waiting["facts"]["for"] },
): JSX.Element {
  const names = () => props.checks.map(({ check }) => checkNames[check]).join(", ");
  return (
    <Show when={props.checks[0]}>
      {(first) => (
        <li class="check amber" id={`waiting-${props.cause}`}>
          <span class="st ring">
            <StepIcon name="circle-dashed" size={20} />
            <span class="vh">{words.levels.amber}</span>
          </span>
          <span class="m">{words.waiting(props.checks.length)}</span>
          <span class="said n">{wholeText(findingText(first(), 0))} {names()}.</span>
          <span class="do" />
        </li>
      )}
    </Show>
  );
}

import { createSignal, type JSX, Show } from "solid-js";
import type { HealthLevel } from "../../../../supabase/functions/_shared/contracts/health_findings.ts";
import type { HealthCheck } from "../../health/health.tsx";
import { StepIcon, type StepIconName } from "../../shared/ui/step-icon.tsx";
import { type ShownStep, Steps } from "../../shared/ui/steps.tsx";
import { changeOf, ChangeTable } from "./change-table.tsx";
import { GoOnline } from "./go-online.tsx";
import { RepairButton } from "./repair-button.tsx";
import { findingText, wholeText } from "./finding-text.ts";
import { change as changeWords, checkNames, health as words } from "./words.ts";

const signs: Record<HealthLevel, { icon: StepIconName; tone: string }> = {
  red: { icon: "octagon-alert", tone: "red" },
  amber: { icon: "triangle-alert", tone: "ring" },
  green: { icon: "circle-check", tone: "live" },
};

/** One check: how it is, what that means, and what to do about it. */
export function CheckRow(props: {
  check: HealthCheck;
  /** Epoch ms. */
  now: number;
  isBusy: boolean;
  /** Of a repair of this check. */
  steps: readonly ShownStep[];
  onRepair: () => void;
  onTestCall: (number: string) => void;
}): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  const name = () => checkNames[props.check.check];
  const isRunning = () => props.isBusy && props.steps.some(({ status }) => status === "now");
  /** Somebody who has the number may be the person here. */
  const wantsPeople = () =>
    props.check.finding === "agents-silent" &&
    props.check.facts.silent.some(({ given }) => given > 0);
  const toggle = () => {
    const isChange = props.check.check !== "webhook-errors";
    if (isOpen()) return isChange ? changeWords.hide : changeWords.hideDetails;
    return isChange ? changeWords.show : changeWords.showDetails;
  };
  return (
    <li
      class={`check ${props.check.level}`}
      id={`check-${props.check.check}`}
      tabIndex={-1}
    >
      <span class={`st ${signs[props.check.level].tone}`}>
        <StepIcon name={signs[props.check.level].icon} size={20} />
        <span class="vh">{words.levels[props.check.level]}</span>
      </span>
      <span class="m">{name()}</span>
      <span class="said n">{wholeText(findingText(props.check, props.now))}</span>
      <span class="do">
        <Show when={changeOf(props.check)}>
          <button
            type="button"
            class="btn sm"
            aria-expanded={isOpen()}
            onClick={() => setOpen(!isOpen())}
          >
            {toggle()}
            <span class="vh">{` ${name()}`}</span>
          </button>
        </Show>
        <Show when={wantsPeople()}>
          <GoOnline />
        </Show>
        <RepairButton
          repair={props.check.repair}
          name={name()}
          isBusy={props.isBusy}
          isRunning={isRunning()}
          onRepair={() => props.onRepair()}
          onTestCall={(number) => props.onTestCall(number)}
        />
      </span>
      <Show when={isOpen() && changeOf(props.check)}>
        {(change) => (
          <div class="more">
            <ChangeTable change={change()} seen={Date.parse(props.check.since)} now={props.now} />
          </div>
        )}
      </Show>
      <Show when={props.steps.length > 0}>
        <div class="more">
          <Steps steps={props.steps} onAgain={() => props.onRepair()} />
        </div>
      </Show>
    </li>
  );
}

import { Index, type JSX, Show } from "solid-js";
import { formatNumber } from "../../shared/phone-number.ts";
import { Icon, type IconName } from "../../shared/ui/icon.tsx";
import { connection as words, leave } from "./words.ts";
import type { Run, Step } from "./connection-run.ts";
import { ProblemLines } from "../../shared/ui/problem-lines.tsx";
import { inAdminsWords } from "./admins-words.ts";
import { progress, stepText } from "./step-text.ts";

const icons: Record<Step["status"], IconName> = {
  todo: "circle-dashed",
  now: "loader-circle",
  choose: "circle-dot",
  done: "circle-check",
  failed: "octagon-alert",
};

/** What is being done, step by step, each with its fact and the time that it took. */
export function StepList(
  props: { run: Run; onAgain: () => void; picker: () => JSX.Element },
): JSX.Element {
  const hasFailed = () => props.run.steps.some(({ status }) => status === "failed");
  return (
    <ol class="steps">
      <Index each={props.run.steps}>
        {(step) => {
          const isNow = () => step().status === "now" || step().status === "choose";
          return (
            <li
              class={`step ${step().status}`}
              aria-current={isNow() ? "step" : undefined}
            >
              <span class="mk">
                <Icon
                  name={icons[step().status]}
                  size={20}
                  class={step().status === "now" ? "spin" : ""}
                />
              </span>
              <div class="said">
                <div class="tt">
                  {stepText(props.run, step()).title}{" "}
                  <span class="n dim">{progress(props.run, step())}</span>
                </div>
                <Show when={stepText(props.run, step()).fact}>
                  {(fact) => <p class="dd">{fact()}</p>}
                </Show>
                <Show when={step().status === "todo" && hasFailed()}>
                  <p class="dd">{words.notDone}</p>
                </Show>
                <Show when={step().problem}>
                  {(problem) => (
                    <>
                      <ProblemLines problem={inAdminsWords(problem())} />
                      <button type="button" class="btn sm" onClick={() => props.onAgain()}>
                        {words.tryAgain}
                      </button>
                    </>
                  )}
                </Show>
                <Show when={step().name === "move" && step().status !== "todo"}>
                  {props.picker()}
                </Show>
                <Show when={step().name === "release" && props.run.released.length > 0}>
                  <ul class="dd">
                    <Index each={props.run.released}>
                      {(one) => (
                        <li>{formatNumber(one().number)}: {leave.outcomes[one().outcome]}</li>
                      )}
                    </Index>
                  </ul>
                </Show>
              </div>
              <span class="ms n">
                <Show when={step().ms}>{(ms) => words.seconds(ms())}</Show>
              </span>
            </li>
          );
        }}
      </Index>
    </ol>
  );
}

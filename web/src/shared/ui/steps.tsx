import { Index, type JSX, Show } from "solid-js";
import type { Problem } from "../problem.ts";
import { steps as words } from "../words.ts";
import { StepIcon, type StepIconName } from "./step-icon.tsx";
import { ProblemLines } from "./problem-lines.tsx";

/** `choose`: it waits for the person. */
export type StepStatus = "todo" | "now" | "choose" | "done" | "failed";

/** A step as it is shown. */
export interface ShownStep {
  status: StepStatus;
  title: string;
  /** "2 of 3" beside the title. */
  progress?: string;
  /** One line below it. */
  fact?: string;
  /** How long it took. */
  ms: number | null;
  problem: Problem | null;
}

const icons: Record<StepStatus, StepIconName> = {
  todo: "circle-dashed",
  now: "loader-circle",
  choose: "circle-alert",
  done: "circle-check",
  failed: "octagon-alert",
};

/**
 * What is being done, step by step, each with its fact and the time that it took.
 * @param props.onAgain tries a failed step again; left out, there is no button for it
 * @param props.more what else a step shows, by its place in the list
 */
export function Steps(
  props: {
    steps: readonly ShownStep[];
    onAgain?: () => void;
    more?: (at: number) => JSX.Element;
  },
): JSX.Element {
  const hasFailed = () => props.steps.some(({ status }) => status === "failed");
  return (
    <ol class="steps">
      <Index each={props.steps}>
        {(step, at) => {
          const isNow = () => step().status === "now" || step().status === "choose";
          return (
            <li class={`step ${step().status}`} aria-current={isNow() ? "step" : undefined}>
              <span class="mk">
                <StepIcon
                  name={icons[step().status]}
                  size={20}
                  class={step().status === "now" ? "spin" : ""}
                />
              </span>
              <div class="said">
                <div class="tt">
                  {step().title} <span class="n dim">{step().progress}</span>
                </div>
                <Show when={step().fact}>{(fact) => <p class="dd">{fact()}</p>}</Show>
                <Show when={step().status === "todo" && hasFailed()}>
                  <p class="dd">{words.notDone}</p>
                </Show>
                <Show when={step().problem}>
                  {(problem) => (
                    <>
                      <ProblemLines problem={problem()} />
                      <Show when={props.onAgain}>
                        <button type="button" class="btn sm" onClick={() => props.onAgain?.()}>
                          {words.tryAgain}
                        </button>
                      </Show>
                    </>
                  )}
                </Show>
                {props.more?.(at)}
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

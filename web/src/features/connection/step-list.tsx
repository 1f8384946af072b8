import { Index, type JSX, Show } from "solid-js";
import { formatNumber } from "../../shared/phone-number.ts";
import { Steps } from "../../shared/ui/steps.tsx";
import type { Run } from "./connection-run.ts";
import { progress, stepText } from "./step-text.ts";
import { leave } from "./words.ts";

/** The steps of Save or of Disconnect, and what some of them show beside their words. */
export function StepList(
  props: { run: Run; onAgain: () => void; picker: () => JSX.Element },
): JSX.Element {
  const steps = () =>
    props.run.steps.map((step) => ({
      ...step,
      ...stepText(props.run, step),
      progress: progress(props.run, step),
    }));
  const more = (at: number) => (
    <>
      <Show when={steps()[at]?.name === "move" && steps()[at]?.status !== "todo"}>
        {props.picker()}
      </Show>
      <Show when={steps()[at]?.name === "release" && props.run.released.length > 0}>
        <ul class="dd">
          <Index each={props.run.released}>
            {(one) => <li>{formatNumber(one().number)}: {leave.outcomes[one().outcome]}</li>}
          </Index>
        </ul>
      </Show>
    </>
  );
  return <Steps steps={steps()} onAgain={props.onAgain} more={more} />;
}

import { type JSX, Show } from "solid-js";
import { ErrorCode } from "./error-code.tsx";
import type { FormState } from "./form-state.ts";
import { Warning } from "./warning.tsx";

/** Why a form was not taken; its fields point here by `form.describedBy()`. */
export function Failure(
  props: { of: Pick<FormState, "failure" | "failureId">; class?: string },
): JSX.Element {
  return (
    <Show when={props.of.failure()}>
      {(what) => (
        <Warning id={props.of.failureId} class={props.class}>
          {what().text} <Show when={what().code}>{(code) => <ErrorCode code={code()} />}</Show>
        </Warning>
      )}
    </Show>
  );
}

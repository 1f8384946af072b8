import { type JSX, Show } from "solid-js";
import type { Problem } from "../problem.ts";
import { ErrorCode } from "./error-code.tsx";
import { Icon } from "./icon.tsx";

/** Why a form was not taken; fields point at it by `failureId`. */
export interface Failing {
  text: string;
  code?: string;
}

export const failureId = "form-failure";

export function failingOf({ message, next, code }: Problem): Failing {
  return { text: `${message} ${next}`, code };
}

export function Failure(props: { what: Failing | null }): JSX.Element {
  return (
    <Show when={props.what}>
      {(what) => (
        <p class="problem" id={failureId}>
          <Icon name="circle-alert" />
          <span>
            {what().text} <Show when={what().code}>{(code) => <ErrorCode code={code()} />}</Show>
          </span>
        </p>
      )}
    </Show>
  );
}

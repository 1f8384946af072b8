import { type JSX, Show } from "solid-js";
import type { Problem } from "../problem.ts";
import { steps as words } from "../words.ts";
import { ErrorCode } from "./error-code.tsx";

/** Why something failed, to an admin: in Twilio's words, in ours, and what to do. */
export function ProblemLines(props: { problem: Problem }): JSX.Element {
  const told = () =>
    props.problem.code === "E-CREDENTIALS" ? words.wrongCredentials : props.problem;
  return (
    <div class="why">
      <Show when={props.problem.twilio}>{(twilio) => <p>{words.twilioSays(twilio())}</p>}</Show>
      <p>
        <Show
          when={props.problem.twilio}
          fallback={`${told().message} ${told().next}`}
        >
          {words.meansThis(told().message, told().next)}
        </Show>{" "}
        <ErrorCode code={props.problem.code} />
      </p>
      <Show when={props.problem.undone}>
        {(undone) => (
          <p class="undone">
            <s>{words.undone[undone()].was}</s> {words.undone[undone()].now}
          </p>
        )}
      </Show>
    </div>
  );
}

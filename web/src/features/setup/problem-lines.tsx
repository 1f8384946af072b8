import { type JSX, Show } from "solid-js";
import type { Problem } from "../../shared/problem.ts";
import { ErrorCode } from "../../shared/ui/error-code.tsx";
import { connection as words, wrongCredentials } from "../../shared/setup-words.ts";

/** Why a step failed: in Twilio's words, in ours, and what to do. */
export function ProblemLines(props: { problem: Problem }): JSX.Element {
  const said = () => props.problem.code === "E-CREDENTIALS" ? wrongCredentials : props.problem;
  return (
    <div class="why">
      <Show when={props.problem.twilio}>{(twilio) => <p>{words.twilioSays(twilio())}</p>}</Show>
      <p>
        {words.meansThis(said().message, said().next)} <ErrorCode code={props.problem.code} />
      </p>
    </div>
  );
}

import { type JSX, Show } from "solid-js";
import type { Problem } from "../../shared/problem.ts";
import { ProblemLines } from "../../shared/ui/problem-lines.tsx";
import { numbers as words } from "./words.ts";

/** Why Twilio could not be asked. That no account is connected yet is no failure, but the step before. */
export function Unreadable(props: { problem: Problem; children?: JSX.Element }): JSX.Element {
  return (
    <Show
      when={props.problem.code === "E-CONFIG"}
      fallback={
        <div>
          {props.children}
          <ProblemLines problem={props.problem} />
        </div>
      }
    >
      <p class="dim">
        {words.notConnected} <a href="/setup/connection">{words.connect}</a>
      </p>
    </Show>
  );
}

import { type JSX, Match, Switch } from "solid-js";
import { Icon } from "../../shared/ui/icon.tsx";
import { ProblemLines } from "../../shared/ui/problem-lines.tsx";
import type { Notice } from "./numbers-board.ts";
import { detail as words } from "./words.ts";

/** How the last change ended; spoken politely. */
export function NoticeLine(props: { notice: Notice | undefined }): JSX.Element {
  const failure = () => props.notice?.kind === "failed" ? props.notice : null;
  return (
    <div class="notice sm" role="status">
      <Switch>
        <Match when={props.notice?.kind === "saving"}>
          <span class="dim">{words.saving}</span>
        </Match>
        <Match when={props.notice?.kind === "saved"}>
          <span class="st live">
            <Icon name="check" />
            {words.saved}
          </span>
        </Match>
        <Match when={props.notice?.kind === "changed"}>
          <span class="problem">
            <Icon name="circle-alert" />
            <span>{words.changed}</span>
          </span>
        </Match>
        <Match when={failure()}>
          {(failed) => <ProblemLines problem={failed().problem} />}
        </Match>
      </Switch>
    </div>
  );
}

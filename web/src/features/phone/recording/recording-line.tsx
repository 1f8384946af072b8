import { type JSX, Match, Switch } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { useWorkspace } from "../../../shared/workspace.tsx";
import { Elapsed } from "../lamps/lamp-parts.tsx";
import { useLine } from "../line/use-line.ts";
import { recording as words } from "./words.ts";
import "../../../styles/recording.css";

/** A line of the lamp that nobody can miss: that the call is recorded, or would be. */
export function RecordingLine(): JSX.Element {
  const { clock } = usePhone();
  const { policy } = useWorkspace();
  const { call, isOnHold } = useLine();
  const state = () => call()?.talk.recording ?? null;
  return (
    <Switch>
      <Match when={state() === "announcing"}>
        <p class="rec-line">
          <span class="rec-pill wait">{words.announcing}</span>
        </p>
      </Match>
      <Match when={state() === "on"}>
        <p class="rec-line">
          <span class="rec-pill">
            <span class="rec-dot" aria-hidden="true" />
            {words.on} <Elapsed since={call()?.talk.recordingSince ?? clock()} now={clock()} />
          </span>
          <span class="rec-why">{words.told(policy()?.consent_sentence ?? "")}</span>
        </p>
      </Match>
      <Match when={state() === "paused"}>
        <p class="rec-line">
          <span class="rec-pill wait">{words.paused}</span>
          <span class="rec-why">{isOnHold() ? words.pausedByHold : words.resumesItself}</span>
        </p>
      </Match>
    </Switch>
  );
}

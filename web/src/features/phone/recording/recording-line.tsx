import { type JSX, Match, Switch } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { Elapsed } from "../lamps/lamp-parts.tsx";
import { useLine } from "../line/use-line.ts";
import { recordingLine } from "./line-words.ts";
import { recording as words } from "./words.ts";
import "../../../styles/recording.css";

/** A line of the lamp that nobody can miss: that the call is recorded, or would be. */
export function RecordingLine(): JSX.Element {
  const { clock } = usePhone();
  const { call, isOnHold } = useLine();
  const since = () => Date.parse(call()?.talk.row?.recording_since ?? "") || clock();
  const state = () => call()?.talk.row?.recording ?? null;
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
            {words.on} <Elapsed since={since()} now={clock()} />
          </span>
          <span class="rec-why">{recordingLine.told}</span>
        </p>
      </Match>
      <Match when={state() === "paused"}>
        <p class="rec-line">
          <span class="rec-pill wait">{words.paused}</span>
          <span class="rec-why">
            {isOnHold() ? recordingLine.pausedByHold : recordingLine.resumesItself}
          </span>
        </p>
      </Match>
    </Switch>
  );
}

import { For, type JSX, Show } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import type { Meters as Loudness } from "../../../phone/phone-state.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { lamps as words } from "./words.ts";

const bars = Array.from({ length: 14 }, (_, at) => at);

/** Proof that sound flows: both ways in a call, theirs alone before they answer. Or where it does. */
export function Meters(props: { muted: boolean; themOnly?: boolean }): JSX.Element {
  const { state, meters } = usePhone();
  return (
    <Show
      when={state().call?.elsewhere}
      fallback={<Levels muted={props.muted} themOnly={props.themOnly === true} meters={meters()} />}
    >
      {(place) => (
        <div class="l-say">
          <For each={words.soundIs[place()]}>{(line) => <div>{line}</div>}</For>
        </div>
      )}
    </Show>
  );
}

function Levels(props: { muted: boolean; themOnly: boolean; meters: Loudness }): JSX.Element {
  return (
    <div class="meters" aria-hidden="true">
      <Show when={!props.themOnly}>
        <div class="meter">
          <span>{words.you}</span>
          <Show when={!props.muted} fallback={<Muted />}>
            <Bars level={props.meters.you} />
          </Show>
        </div>
      </Show>
      <div class="meter">
        <span>{words.them}</span>
        <Bars level={props.meters.them} />
      </div>
    </div>
  );
}

function Muted(): JSX.Element {
  return (
    <span class="row">
      <Icon name="mic-off" size={14} /> {words.youMuted}
    </span>
  );
}

/** @param props.level 0 to 1 */
function Bars(props: { level: number }): JSX.Element {
  const lit = () => Math.round(Math.min(1, Math.max(0, props.level)) * bars.length);
  return (
    <svg class="bars" viewBox="0 0 84 6" preserveAspectRatio="none">
      <For each={bars}>
        {(at) => <rect x={at * 6} width="4" height="6" classList={{ on: at < lit() }} />}
      </For>
    </svg>
  );
}

import { For, type JSX } from "solid-js";
import { type Tick, ticks } from "../../../phone/sound-choice.ts";
import { sounds as words, ticks as tickText } from "./words.ts";

/** Switches for the small sounds. */
export function TickChoice(props: {
  silent: readonly Tick[];
  onChange: (silent: Tick[]) => void;
}): JSX.Element {
  const turn = (tick: Tick, on: boolean) => {
    const others = props.silent.filter((each) => each !== tick);
    props.onChange(on ? others : [...others, tick]);
  };
  return (
    <fieldset class="sound">
      <legend class="lbl">{words.ticks}</legend>
      <For each={ticks}>
        {(tick) => (
          <label class="row">
            <input
              type="checkbox"
              checked={!props.silent.includes(tick)}
              onChange={(event) => turn(tick, event.currentTarget.checked)}
            />
            {tickText[tick]}
          </label>
        )}
      </For>
      <p class="dim sm">{words.ringtoneStays}</p>
    </fieldset>
  );
}

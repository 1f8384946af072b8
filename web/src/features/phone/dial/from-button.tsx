import { type JSX, Show } from "solid-js";
import { formatNumber } from "../../../shared/phone-number.ts";
import type { FromNumber } from "../../../shared/workspace.tsx";
import { Icon } from "../../../shared/ui/icon.tsx";
import { dial } from "./words.ts";

/** The number that the other side will see, before its list has come. */
export function FromButton(
  props: { chosen: FromNumber | null; onPress: () => void },
): JSX.Element {
  return (
    <div class="from-box">
      <button
        type="button"
        class="from"
        aria-haspopup="listbox"
        onClick={() => props.onPress()}
        onFocus={() => props.onPress()}
      >
        <FromValue chosen={props.chosen} />
      </button>
    </div>
  );
}

/** "From: Sales Berlin, +49 30 23125610", as the button of the list shows it. */
export function FromValue(props: { chosen: FromNumber | null }): JSX.Element {
  return (
    <>
      <span class="k">{dial.from}</span>
      <span class="v">
        <Show when={props.chosen} fallback={<b>{dial.noNumber}</b>}>
          {(from) => (
            <>
              <Show when={from().name}>
                {(name) => <b class="cut" title={name()}>{name()}</b>}
              </Show>
              <span class="n">{formatNumber(from().number)}</span>
            </>
          )}
        </Show>
      </span>
      <Icon name="chevron-down" />
    </>
  );
}

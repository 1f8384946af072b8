import { type JSX, Show } from "solid-js";
import { placeOf } from "../../../shared/place.ts";
import globe from "lucide-static/icons/globe.svg?raw";
import { Drawing } from "../../../shared/ui/icon.tsx";
import { placeText } from "./place-text.ts";

/**
 * Where a number is, and what time it is there; nothing for a number of no country.
 * @param props.number E.164
 * @param props.now epoch ms
 */
export function PlaceHint(props: { number: string; now: number }): JSX.Element {
  return (
    <Show when={placeOf(props.number)}>
      {(place) => (
        <>
          <Drawing source={globe} size={14} />
          <span class="cut">{placeText(place(), props.now)}</span>
        </>
      )}
    </Show>
  );
}

import { type JSX, Show } from "solid-js";
import { OnTopIcon } from "./on-top-icon.tsx";
import { useOnTop } from "./use-on-top.ts";
import { onTop as words } from "./words.ts";
import "../../../styles/on-top.css";

/** Offers a running call's controls on top of other windows; where that is wanted already, they open by themselves. */
export function OnTop(): JSX.Element {
  const { canOffer, keep } = useOnTop();
  return (
    <Show when={canOffer()}>
      <div class="on-top">
        <button type="button" class="row sm dim" onClick={keep}>
          <OnTopIcon />
          <span class="u">{words.keep}</span>
        </button>
      </div>
    </Show>
  );
}

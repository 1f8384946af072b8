import { type JSX, Show } from "solid-js";
import { keepOnTop, keepsOnTop } from "./choice.ts";
import { pictureInPicture } from "./picture-in-picture.ts";
import { onTop as words } from "./words.ts";

/** Whether the controls of a call stay on top of other windows. */
export function OnTopChoice(): JSX.Element {
  return (
    <section class="sound">
      <Show
        when={pictureInPicture()}
        fallback={<p class="sm">{words.unsupported}</p>}
      >
        <label class="row">
          <input
            type="checkbox"
            checked={keepsOnTop()}
            aria-describedby="on-top-how"
            onChange={(event) => keepOnTop(event.currentTarget.checked)}
          />
          {words.keep}
        </label>
        <p class="dim sm" id="on-top-how">{words.how}</p>
      </Show>
    </section>
  );
}

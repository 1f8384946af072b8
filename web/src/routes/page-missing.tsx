import { type JSX, Show } from "solid-js";
import { usePhone } from "../phone/phone-context.ts";
import { isOutdated } from "../shared/later.ts";
import { frame as words } from "./words.ts";

/**
 * A page whose code did not come. Browsers remember that, so only a reload helps; while somebody calls it would hang up.
 */
export function PageMissing(): JSX.Element {
  const { state } = usePhone();
  const isCalling = () => (state().call?.phase ?? "ended") !== "ended";
  return (
    <div role="alert">
      <p>{isOutdated() ? words.outdated : words.missing}</p>
      <Show when={!isCalling()} fallback={<p>{words.afterCall}</p>}>
        <button type="button" class="btn" onClick={() => location.reload()}>{words.reload}</button>
      </Show>
    </div>
  );
}

import { type JSX, Show } from "solid-js";
import { usePhone } from "../phone/phone-context.ts";
import { isOutdated } from "../shared/later.ts";
import { frame as words } from "./words.ts";

/** A page that broke or did not come. The phone beside it works on. */
export function PageFailed(props: { onAgain: () => void }): JSX.Element {
  const { state } = usePhone();
  const isCalling = () => (state().call?.phase ?? "ended") !== "ended";
  return (
    <div role="alert">
      <Show
        when={isOutdated()}
        fallback={
          <>
            <p>{words.failed}</p>
            <button type="button" class="btn" onClick={() => props.onAgain()}>{words.again}</button>
          </>
        }
      >
        <p>{isCalling() ? words.outdatedInCall : words.outdated}</p>
        <Show when={!isCalling()}>
          <button type="button" class="btn" onClick={() => location.reload()}>
            {words.reload}
          </button>
        </Show>
      </Show>
    </div>
  );
}

import type { JSX } from "solid-js";
import { frame as words } from "./words.ts";

/** A page that broke. The phone beside it works on. */
export function PageFailed(props: { onAgain: () => void }): JSX.Element {
  return (
    <div role="alert">
      <p>{words.failed}</p>
      <button type="button" class="btn" onClick={() => props.onAgain()}>{words.again}</button>
    </div>
  );
}

import { type JSX, Show } from "solid-js";
import type { PartState } from "../shared/ui/part.tsx";
import { Notice } from "./notice.tsx";
import { start } from "./words.ts";

/** Stands for a whole page until its code comes. Nothing else can be done meanwhile, so a reload costs nothing. */
export function Coming(props: { state: PartState }): JSX.Element {
  return (
    <Show when={props.state.failed()} fallback={<Notice text={start.loading} waits />}>
      <Notice text={start.notLoaded} action={start.retry} onAction={() => location.reload()} />
    </Show>
  );
}

import { type JSX, Show } from "solid-js";
import { isOutdated } from "../../../shared/later.ts";
import { outdated as words } from "../words.ts";
import { Band } from "./band.tsx";

/** Something that this tab needs is gone from the server. Stands where no call does: a reload would end it. */
export function OutdatedBand(): JSX.Element {
  return (
    <Show when={isOutdated()}>
      <Band
        tone="off"
        icon="refresh-cw"
        title={words.title}
        text={words.text}
        action={words.reload}
        onAction={() => location.reload()}
      />
    </Show>
  );
}

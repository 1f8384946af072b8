import { type JSX, Show } from "solid-js";
import { isOutdated } from "../../../shared/later.ts";
import { partsFailed } from "../parts.tsx";
import { missing as words } from "../words.ts";
import { Band } from "./band.tsx";

/** Something that the phone needs did not come. Stands where no call does: a reload would end it. */
export function MissingBand(): JSX.Element {
  return (
    <Show when={isOutdated() || partsFailed()}>
      <Band
        tone="off"
        icon="refresh-cw"
        title={isOutdated() ? words.outdated : words.title}
        text={isOutdated() ? words.outdatedText : words.text}
        action={words.reload}
        onAction={() => location.reload()}
      />
    </Show>
  );
}

import { type JSX, Show } from "solid-js";
import type { CallRow } from "../../calls/calls.tsx";
import { Icon } from "../../shared/ui/icon.tsx";
import { lengthOf } from "./length.ts";
import { outcomeOf } from "./outcome.ts";

/** The picture of a row: direction, missed, or live. */
export function OutcomeIcon(props: { call: CallRow }): JSX.Element {
  const outcome = () => outcomeOf(props.call, false);
  const tone = () => outcome().tone === "missed" || outcome().tone === "live" ? outcome().tone : "";
  return (
    <span class={tone() ? `st ${tone()}` : "dim3"}>
      <Icon name={outcome().icon} size={17} />
    </span>
  );
}

/** What happened, in words: "Missed · rang 24 s". */
export function OutcomeWords(props: {
  call: CallRow;
  now: number;
  /** Beside a column of lengths the words leave the length out. */
  everyone?: boolean;
  extra?: string;
}): JSX.Element {
  const outcome = () => outcomeOf(props.call, props.everyone ?? false);
  const running = () => props.call.talkingSince === null ? null : lengthOf(props.call, props.now);
  const more = () => props.everyone ? outcome().more : running() ?? props.extra ?? outcome().more;
  return (
    <>
      <span class={outcome().tone === "none" ? "" : `st ${outcome().tone}`}>
        <Show when={outcome().tone === "live"}>
          <span class="dot" />
        </Show>
        {outcome().word}
      </span>
      <Show when={props.call.outcome}>
        <span class="chip">{props.call.outcome}</span>
      </Show>
      <Show when={more()}>
        <span class="dim3">{" · "}{more()}</span>
      </Show>
    </>
  );
}

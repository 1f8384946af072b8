import { For, type JSX } from "solid-js";
import type { CallRow } from "../../calls/calls.tsx";
import { clockWithSecondsText } from "../../shared/ui/clock-text.ts";
import { momentsOf } from "./moments.ts";
import { soFar as words } from "./words.ts";

/** What has happened in the call, by its times. */
export function SoFar(props: { call: CallRow }): JSX.Element {
  return (
    <>
      <h3>{words.title}</h3>
      <ol class="so-far">
        <For each={momentsOf(props.call)}>
          {({ at, text }) => (
            <li>
              <time class="n dim3 sm" datetime={new Date(at).toISOString()}>
                {clockWithSecondsText(at)}
              </time>
              <span>{text}</span>
            </li>
          )}
        </For>
      </ol>
    </>
  );
}

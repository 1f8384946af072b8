import { type JSX, Show } from "solid-js";
import { timerText } from "../../../shared/ui/duration.ts";
import { SpokenNumber } from "../../../shared/ui/spoken-number.tsx";
import { otherSide } from "../../../shared/words.ts";
import { type Party, partyOf } from "../party.ts";

/** The arcs of a call that rings; they move unless the person wants no motion. */
export function Arcs(props: { move: boolean }): JSX.Element {
  return (
    <svg class="arcs" classList={{ move: props.move }} viewBox="0 0 280 280" aria-hidden="true">
      <circle cx="140" cy="140" r="52" />
      <circle cx="140" cy="140" r="84" />
      <circle cx="140" cy="140" r="116" />
    </svg>
  );
}

/** Who is on the other side; a bare number is never cut. */
export function PartyName(props: { call: Party }): JSX.Element {
  const isNumber = () => props.call.name === null && props.call.number !== null;
  return (
    <div
      class="l-name"
      classList={{ number: isNumber() }}
      title={isNumber() ? undefined : partyOf(props.call)}
    >
      <Show when={isNumber() ? props.call.number : null} fallback={partyOf(props.call)}>
        {(number) => <SpokenNumber number={number()} />}
      </Show>
    </div>
  );
}

/** The number, when the name stands above it. */
export function PartyNumber(props: { call: Party }): JSX.Element {
  return (
    <Show
      when={props.call.number}
      fallback={<span>{otherSide.withheld}</span>}
    >
      {(number) => (
        <Show when={props.call.name !== null}>
          <span class="n">
            <SpokenNumber number={number()} />
          </span>
        </Show>
      )}
    </Show>
  );
}

/** @param props.since and @param props.now epoch ms */
export function Elapsed(props: { since: number; now: number }): JSX.Element {
  return <span class="n">{timerText((props.now - props.since) / 1000)}</span>;
}

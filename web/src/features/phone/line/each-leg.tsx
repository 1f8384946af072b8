import { createMemo, For, type JSX, Show } from "solid-js";
import type { OpenLeg } from "../../../../../supabase/functions/_shared/contracts/call.ts";

/** Something for each leg, which stays that leg's while it changes: a key never comes to mean somebody else under the pointer. */
export function EachLeg(props: {
  legs: readonly OpenLeg[];
  children: (leg: () => OpenLeg) => JSX.Element;
}): JSX.Element {
  const ids = createMemo(() => props.legs.map(({ id }) => id));
  return (
    <For each={ids()}>
      {(id) => (
        <Show when={props.legs.find((leg) => leg.id === id)}>{(leg) => props.children(leg)}</Show>
      )}
    </For>
  );
}

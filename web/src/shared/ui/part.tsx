import { type Component, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Later } from "../later.ts";

/** Where the code of a part is. */
export interface PartState {
  /** It did not come when it was asked for. */
  failed: () => boolean;
  /** Asks once more. */
  again: () => void;
}

/**
 * A part of the screen whose code comes later. Until then, and if it never comes, something else stands there; unlike
 * Solid's `lazy` it throws at nobody and is asked for again.
 * @param options.meanwhile what stands there until then; left out, nothing does
 * @param options.waits another one asks for the code; left out, drawing the part does
 */
export function createPart<M, P extends object>(
  code: Later<M>,
  pick: (module: M) => Component<P>,
  { meanwhile, waits = false }: {
    meanwhile?: (props: P, state: PartState) => JSX.Element;
    waits?: boolean;
  } = {},
): Component<P> {
  const again = () => void code.load();
  return (props) => {
    if (!waits) again();
    return (
      <Show
        when={code.value()}
        fallback={meanwhile?.(props, { failed: code.failed, again })}
        keyed
      >
        {(module) => <Dynamic component={pick(module)} {...props} />}
      </Show>
    );
  };
}

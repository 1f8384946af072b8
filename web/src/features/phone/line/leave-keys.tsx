import { type JSX, Show } from "solid-js";
import { modifier } from "../../../shared/ui/modifier.ts";
import { HangUp } from "../keys/hang-up.tsx";
import { SeveralIcon } from "./several-icon.tsx";
import { leave } from "./several-words.ts";
import { useLine } from "./use-line.ts";
import { useOrders } from "./use-orders.ts";
import { line } from "./words.ts";

/** With more than one other person on the line: to leave them to themselves, or to end it for all. */
export function LeaveKeys(): JSX.Element {
  const { lineUp } = useLine();
  const { give } = useOrders();
  return (
    <Show
      when={lineUp().host === null}
      fallback={
        <div class="hang">
          <button
            type="button"
            class="btn lg"
            aria-keyshortcuts="Control+."
            onClick={() => give({ command: "leave" })}
          >
            <SeveralIcon name="log-out" />
            {leave}
            <span class="hk" aria-hidden="true">{modifier} .</span>
          </button>
        </div>
      }
    >
      <HangUp label={line.end}>
        <button type="button" class="btn mid" onClick={() => give({ command: "leave" })}>
          <SeveralIcon name="log-out" />
          {leave}
        </button>
      </HangUp>
    </Show>
  );
}

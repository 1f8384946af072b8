import { type JSX, Show } from "solid-js";
import type { OpenLeg } from "../../../../../supabase/functions/_shared/contracts/call.ts";
import { CallIcon } from "../call-icon.tsx";
import { modifier } from "../../../shared/ui/modifier.ts";
import { SeveralIcon } from "./several-icon.tsx";
import { useLine } from "./use-line.ts";
import { useOrders } from "./use-orders.ts";
import { consult as words } from "./several-words.ts";

/** What a hand-over means, below the keys. */
export function ConsultNote(props: { target: OpenLeg }): JSX.Element {
  const { shortName, waitingName } = useLine();
  return (
    <Show when={props.target.status === "connected"}>
      <p class="note" id="consult-after">
        {words.after(shortName(props.target), waitingName())}
      </p>
    </Show>
  );
}

/** What becomes of a call whose target is being asked: each of the ways on, and the way back. */
export function ConsultKeys(props: { target: OpenLeg }): JSX.Element {
  const { lineUp, shortName, waitingName } = useLine();
  const { give, handOver, goBack } = useOrders();
  const isThere = () => props.target.status === "connected";
  const target = () => shortName(props.target);
  /** Whoever of the two sides hears music now hears both. */
  const join = () => {
    const [held, ...more] = lineUp().waiting;
    give(held && more.length === 0 ? { command: "resume", legId: held.id } : { command: "resume" });
  };

  return (
    <div class="consult">
      <button
        type="button"
        class="btn pri lg"
        aria-disabled={!isThere()}
        aria-describedby={isThere() ? "consult-after" : "consult-why"}
        aria-keyshortcuts="Control+Enter"
        onClick={handOver}
      >
        <CallIcon name="phone-forwarded" size={20} />
        <span class="cut">{words.handOver(target())}</span>
        <span class="hk" aria-hidden="true">{modifier} Enter</span>
      </button>
      <div class="two">
        <button
          type="button"
          class="btn mid"
          aria-disabled={!isThere()}
          onClick={() => isThere() && give({ command: "swap" })}
        >
          <SeveralIcon name="arrow-up-down" />
          {words.swap}
        </button>
        <button
          type="button"
          class="btn mid"
          aria-disabled={!isThere()}
          onClick={() => isThere() && join()}
        >
          <SeveralIcon name="users" />
          {words.join}
        </button>
      </div>
      <button
        type="button"
        class="btn mid"
        aria-keyshortcuts="Control+."
        onClick={goBack}
      >
        <CallIcon name="undo-2" />
        <span class="cut">{words.cancel(waitingName())}</span>
      </button>
      <Show when={!isThere()}>
        <p class="note" id="consult-why">{words.notYet(target())}</p>
      </Show>
    </div>
  );
}

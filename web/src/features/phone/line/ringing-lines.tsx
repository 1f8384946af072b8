import type { JSX } from "solid-js";
import type { OpenLeg } from "../../../../../supabase/functions/_shared/contracts/call.ts";
import { usePhone } from "../../../phone/phone-context.ts";
import { timerText } from "../../../shared/ui/duration.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { EachLeg } from "./each-leg.tsx";
import { useLine } from "./use-line.ts";
import { useOrders } from "./use-orders.ts";
import { several as words } from "./several-words.ts";

/** Who is being rung into the call while the others talk on. */
export function RingingLines(): JSX.Element {
  const { lineUp } = useLine();
  return (
    <EachLeg legs={lineUp().ringing.filter(({ id }) => id !== lineUp().consulted?.id)}>
      {(leg) => <RingingLine leg={leg()} />}
    </EachLeg>
  );
}

function RingingLine(props: { leg: OpenLeg }): JSX.Element {
  const { clock } = usePhone();
  const { name } = useLine();
  const { give } = useOrders();
  return (
    <div class="l-line">
      <span class="grow">
        <b class="cut">{words.rings(name(props.leg))}</b>
        <span class="xs n">
          {timerText((clock() - Date.parse(props.leg.since)) / 1000)}
        </span>
      </span>
      <button
        type="button"
        class="btn sm"
        aria-label={words.cancelOne(name(props.leg))}
        onClick={() => give({ command: "drop", legId: props.leg.id })}
      >
        <Icon name="x" />
        {words.cancel}
      </button>
    </div>
  );
}

import type { JSX } from "solid-js";
import type { Target } from "../../../../../supabase/functions/_shared/contracts/call_command.ts";
import { usePhone } from "../../../phone/phone-context.ts";
import type { Order } from "../../../phone/phone-state.ts";
import { useWorkspace } from "../../../shared/workspace.tsx";
import { isColleague } from "../colleague.ts";
import { partyOf } from "../party.ts";
import { TargetPicker } from "../targets/target-picker.tsx";
import { targetDoor, type TargetPurpose } from "./target-door.ts";
import { useLine } from "./use-line.ts";
import { useOrders } from "./use-orders.ts";
import { useSecond } from "./use-second.ts";

/** Whom the call is given to, who joins it, or who is rung by the second one instead. Closes with the press: what comes of it is said by the lamp. */
export function TargetPanel(props: { purpose: TargetPurpose }): JSX.Element {
  const { call, lineUp, shortName } = useLine();
  const { give } = useOrders();
  const { fromNumbers } = useWorkspace();
  const { actions } = usePhone();
  const { knocking } = useSecond();
  const other = () => {
    if (props.purpose === "send-on") return partyOf(knocking() ?? { name: null, number: null });
    const [leg] = [...lineUp().talking, ...lineUp().waiting];
    return leg ? shortName(leg) : partyOf(call() ?? { name: null, number: null });
  };
  const order = (given: Order) => {
    targetDoor.close();
    give(given);
  };
  const sendOn = (target: Target) => {
    targetDoor.close();
    if (target.kind !== "number") actions()?.sendOn(target);
  };
  return (
    <TargetPicker
      purpose={props.purpose}
      other={other()}
      // Between colleagues there is none: an outside phone is called from the first own one.
      line={call()?.line || (fromNumbers()[0]?.number ?? "")}
      amongColleagues={props.purpose !== "send-on" &&
        isColleague(call() ?? { name: null, number: null })}
      onTalkFirst={(target, word) => order({ command: "consult", target, word })}
      onSendNow={(target, word) =>
        props.purpose === "send-on" ? sendOn(target) : order({ command: "transfer", target, word })}
      onAdd={(target, word) => order({ command: "add", target, word })}
      onClose={targetDoor.close}
    />
  );
}

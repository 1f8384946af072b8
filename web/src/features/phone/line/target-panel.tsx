import type { JSX } from "solid-js";
import type { Order } from "../../../phone/phone-state.ts";
import { partyOf } from "../party.ts";
import { TargetPicker } from "../targets/target-picker.tsx";
import { targetDoor, type TargetPurpose } from "./target-door.ts";
import { useLine } from "./use-line.ts";
import { useOrders } from "./use-orders.ts";

/** Whom the call is given to, or who joins it. Closes with the press: what comes of it is said by the lamp. */
export function TargetPanel(props: { purpose: TargetPurpose }): JSX.Element {
  const { call, lineUp, shortName } = useLine();
  const { give } = useOrders();
  const other = () => {
    const [leg] = [...lineUp().talking, ...lineUp().waiting];
    return leg ? shortName(leg) : partyOf(call() ?? { name: null, number: null });
  };
  const order = (given: Order) => {
    targetDoor.close();
    give(given);
  };
  return (
    <TargetPicker
      purpose={props.purpose}
      other={other()}
      line={call()?.line ?? ""}
      onTalkFirst={(target, word) => order({ command: "consult", target, word })}
      onSendNow={(target, word) => order({ command: "transfer", target, word })}
      onAdd={(target, word) => order({ command: "add", target, word })}
      onClose={targetDoor.close}
    />
  );
}

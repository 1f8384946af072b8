import { useLine } from "../line/use-line.ts";
import { useOrders } from "../line/use-orders.ts";
import { type RecordKey, recordKeyOf } from "./record-key.ts";

/** What the phone knows of the running call's recording, and what its key asks. */
export function useRecording() {
  const { call, isOnHold } = useLine();
  const { give, mayChange } = useOrders();
  const key = (): RecordKey | null => {
    const running = call();
    if (!running || !mayChange()) return null;
    return recordKeyOf(running.talk.row, isOnHold());
  };
  return {
    key,
    /** Whether it meant something now. */
    press: (): boolean => {
      const asked = key();
      if (asked === null) return false;
      const { command } = asked;
      return give(command === "pause-recording" ? { command, stays: false } : { command });
    },
  };
}

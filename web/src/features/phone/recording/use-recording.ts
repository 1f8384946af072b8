import { useWorkspace } from "../../../shared/workspace.tsx";
import { useLine } from "../line/use-line.ts";
import { useOrders } from "../line/use-orders.ts";
import { recordingModeOf, type RecordKey, recordKeyOf } from "./record-key.ts";

/** What the phone knows of the running call's recording, and what its key asks. */
export function useRecording() {
  const { call, isOnHold } = useLine();
  const { give, mayChange } = useOrders();
  const { policy, lineRecording } = useWorkspace();
  const key = (): RecordKey | null => {
    const running = call();
    if (!running || !mayChange()) return null;
    const mode = recordingModeOf(lineRecording().get(running.line), policy()?.recording);
    return recordKeyOf(running.talk.recording, mode, isOnHold());
  };
  return {
    key,
    /** Whether it meant something now. */
    press: (): boolean => {
      const asked = key();
      if (asked === null) return false;
      return give(
        asked.command === "pause-recording"
          ? { command: asked.command, stays: false }
          : { command: asked.command },
      );
    },
  };
}

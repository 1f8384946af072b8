import { usePhone } from "../../../phone/phone-context.ts";
import { callIn } from "../phases.ts";

/** The call beside the running one. */
export function useSecond() {
  const { state } = usePhone();
  return {
    /** It rings. */
    knocking: () => callIn(state().second, "incoming"),
    /** It waits on hold. */
    waiting: () => callIn(state().second, "in-call"),
    /** A press is on its way: another one would mean nothing. */
    isOff: () => state().press?.problem === null,
  };
}

import type { Reach } from "../../../phone/phone-state.ts";
import type { FromNumber } from "../../../shared/workspace.tsx";
import { dial } from "./words.ts";
import type { Destination } from "./destination.ts";

/**
 * Why Place Call can't be pressed now, in a sentence; null when it can. Calling out needs no
 * registration, so whoever is offline or can't be rung may call.
 */
export function gateOf(
  reach: Reach,
  destination: Destination,
  from: FromNumber | null,
  { isPaused, isAdmin }: {
    /** Holds for everything but an emergency. */
    isPaused: boolean;
    /** Whether the person can mend by themselves what an admin has to. */
    isAdmin: boolean;
  },
): string | null {
  const needsFixing = reach.kind === "microphone" || reach.kind === "not-configured" ||
    (reach.kind === "unreachable" && reach.cause === "seat-inactive");
  if (needsFixing) return dial.fixFirst;
  if (!from) return isAdmin ? dial.takeNumber : dial.askForNumber;
  if (isPaused) return dial.paused;
  if (destination.problem) return destination.problem.message;
  return destination.to === null ? dial.typeNumber : null;
}

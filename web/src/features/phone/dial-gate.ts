import type { Reach } from "../../phone/phone-state.ts";
import type { TypedNumber } from "../../shared/phone-number.ts";
import type { FromNumber } from "../../shared/workspace.tsx";
import { dial } from "../../shared/words.ts";

/**
 * Why Place Call can't be pressed now, in a sentence; null when it can. Calling out needs no
 * registration, so whoever is offline or can't be rung may call.
 */
export function gateOf(reach: Reach, typed: TypedNumber, from: FromNumber | null): string | null {
  const needsFixing = reach.kind === "microphone" || reach.kind === "not-configured" ||
    (reach.kind === "unreachable" && reach.cause === "seat-inactive");
  if (needsFixing) return dial.fixFirst;
  if (!from) return dial.askForNumber;
  if (typed.problem) return typed.problem.message;
  return typed.e164 === null ? dial.typeNumber : null;
}

import type { Reach } from "../../phone/phone-state.ts";
import type { TypedNumber } from "../../shared/phone-number.ts";
import type { FromNumber } from "../../shared/workspace.tsx";
import { dial } from "../../shared/words.ts";

/** Why Place Call can't be pressed now, in a sentence; null when it can. */
export function gateOf(reach: Reach, typed: TypedNumber, from: FromNumber | null): string | null {
  if (reach.kind === "offline") return dial.goOnlineFirst;
  if (reach.kind === "going-online") return dial.waitOnline;
  if (reach.kind !== "ready" && reach.kind !== "reconnecting") return dial.fixFirst;
  if (!from) return dial.askForNumber;
  if (typed.problem) return typed.problem.message;
  return typed.e164 === null ? dial.typeNumber : null;
}

import type { CallIn } from "../phases.ts";
import { endings } from "../lamps/words.ts";
import { type AgentNames, recipientName } from "./people.ts";
import { given as words } from "./words.ts";

/** How the person left a call that goes on: "You handed the call to Priya Raman". Null for one that has ended. */
export function partingText(
  { ending, givenTo }: Pick<CallIn<"ended">, "ending" | "givenTo">,
  agents: AgentNames,
): string | null {
  if (ending !== "handed-over" && ending !== "transferred" && ending !== "left") return null;
  const who = recipientName(givenTo ?? null, agents);
  if (who === null || !givenTo) return endings[ending];
  if (ending === "handed-over") return words.handedOver(who);
  switch (givenTo.state) {
    case "sent":
      return words.sent(who);
    case "ringing":
      return words.ringing(who);
    case "taken":
      return words.taken(who);
    default:
      return givenTo.state satisfies never;
  }
}

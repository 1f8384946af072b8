import type { Notice } from "../../../../../supabase/functions/_shared/contracts/call.ts";
import { shownAddress } from "../../../shared/withheld.ts";
import { type Party, partyOf } from "../party.ts";
import type { LineUp } from "./line-up.ts";
import { type AgentNames, shortColleagueName, shortNameOf } from "./people.ts";
import { notices as words } from "./words.ts";

/** "Priya didn’t answer.": what did not work out. */
export function whyText({ kind, agent_id, address }: Notice, agents: AgentNames): string {
  const who = agent_id === null
    ? partyOf({ name: null, number: shownAddress(address ?? "") })
    : shortColleagueName(agent_id, agents);
  switch (kind) {
    case "not-reached":
      return words.notReached(who);
    case "declined":
      return words.declined(who);
    case "target-left":
      return words.left(who);
    case "hold-failed":
      return words.holdFailed;
    case "resume-failed":
      return words.resumeFailed;
    case "recording-failed":
      return words.recordingFailed;
    case "pause-failed":
      return words.pauseFailed;
    default:
      return kind satisfies never;
  }
}

/** After these one talks to the other side again. */
const bringsBack: ReadonlySet<Notice["kind"]> = new Set(["not-reached", "declined", "target-left"]);

/** The same with what it means: "Priya didn’t answer. You’re back with Ingrid." */
export function noticeText(
  notice: Notice,
  { kind, talking }: LineUp,
  call: Party,
  agents: AgentNames,
): string {
  const why = whyText(notice, agents);
  if (!bringsBack.has(notice.kind) || kind !== "talk") return why;
  const [other] = talking;
  const who = other ? shortNameOf(other, call, agents) : partyOf(call);
  return `${why} ${words.backWith(who)}`;
}

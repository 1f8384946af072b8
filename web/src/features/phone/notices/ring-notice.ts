import type { PhoneCall } from "../../../phone/phone-state.ts";
import type { AgentNames } from "../line/people.ts";
import { sentTextOf } from "../line/sent-text.ts";
import { lineOf, partyOf } from "../party.ts";
import { callIn } from "../phases.ts";
import { notices as words } from "./words.ts";

/** What the system shows over other windows while a call rings. */
export interface Notice {
  /** Epoch ms at which it began to ring: which ringing this is. */
  since: number;
  title: string;
  body: string;
}

/** The invitation does not name the line; the call's row does a moment later. Longer than this nobody waits for it. */
const lineWithinMs = 2_000;

/**
 * @param now epoch ms
 * @param seenSince the ringing that the person has seen in this tab: it is not told to them once more
 * @returns null when none may stand, for one because the call was taken, canceled or declined
 */
export function noticeOf(
  call: PhoneCall | null,
  now: number,
  seenSince: number | null,
  agents: AgentNames,
): Notice | null {
  const incoming = callIn(call, "incoming");
  if (!incoming || incoming.since === seenSince) return null;
  if (incoming.line === "" && now - incoming.since < lineWithinMs) return null;
  const { since } = incoming;
  const sent = sentTextOf(incoming, agents);
  if (sent) {
    const body = [sent.about, sent.why, sent.word].filter((line) => line !== null).join("\n");
    return { since, title: words.title(partyOf(sent.who)), body };
  }
  return {
    since,
    title: words.title(partyOf(incoming)),
    body: incoming.line === "" ? "" : words.body(lineOf(incoming)),
  };
}

import type { PhoneCall } from "../../../phone/phone-state.ts";
import { besideSince } from "../line/hold-wait.ts";
import { second as words } from "../line/second-words.ts";
import { partyOf } from "../party.ts";
import type { CallIn } from "../phases.ts";
import { type Mini, type MiniFacts, miniOf } from "./mini-of.ts";

/**
 * What the window on top shows of a call and of one beside it.
 * @param second null: there is none
 * @param me the agent whose phone this is
 */
export function miniOfTwo(facts: MiniFacts, second: PhoneCall | null, me: number): Mini {
  const running = miniOf(facts);
  if (facts.call.phase === "ended" || second === null) return running;
  if (second.phase === "incoming") return knocking(second, running, facts);
  return second.phase === "in-call" ? waiting(second, running, me) : running;
}

/** A second call has the lamp until it is answered or gone, and the one that runs has the bar. */
function knocking(second: CallIn<"incoming">, running: Mini, facts: MiniFacts): Mini {
  const { tone, stateSince, time, who, muted } = running;
  return {
    ...miniOf({ ...facts, call: second }),
    state: words.title,
    time: { from: second.since, to: facts.now },
    beside: {
      what: tone === "hold" ? "on-hold" : "on-call",
      who: partyOf(who),
      since: stateSince ?? time?.from ?? facts.call.since,
    },
    muted,
    keys: "second",
  };
}

/** A second call waits on hold. */
function waiting(second: CallIn<"in-call">, running: Mini, me: number): Mini {
  const others = running.beside === null ? [] : [running.beside];
  const all = [...others, { who: partyOf(second), since: besideSince(second, me) }];
  return {
    ...running,
    beside: {
      what: "on-hold",
      who: all.map(({ who }) => who).join(", "),
      since: Math.min(...all.map(({ since }) => since)),
    },
    swaps: true,
  };
}

import type { PhoneState } from "../../../phone/phone-state.ts";
import { timerText } from "../../../shared/ui/duration.ts";
import { app } from "../../../shared/words.ts";
import { presence } from "../reach/words.ts";
import { tab } from "./said-words.ts";
import { lineUpOf } from "../line/line-up.ts";
import { nameOf } from "../line/people.ts";
import { sentTextOf } from "../line/sent-text.ts";
import { partyOf } from "../party.ts";
import type { Team } from "./line-news.ts";
import { talkedUntil } from "../lost.ts";
import { callIn } from "../phases.ts";

/** What the browser's tab shows. */
export interface TabSign {
  title: string;
  icon: "idle" | "ringing" | "live" | "hold" | "not-ringing";
}

/** @param now epoch ms */
export function tabSignOf(state: PhoneState, now: number, { me, agents }: Team): TabSign {
  const incoming = callIn(state.call, "incoming") ?? callIn(state.second, "incoming");
  if (incoming) {
    const rang = timerText((now - incoming.since) / 1000);
    const who = sentTextOf(incoming, agents)?.who ?? incoming;
    const says = incoming.interrupted ? tab.waits : tab.calls;
    return { title: says(rang, partyOf(who)), icon: "ringing" };
  }
  const talking = callIn(state.call, "in-call");
  if (talking) {
    const { kind, talking: heard, waiting, heldSince } = lineUpOf(talking.talk, me);
    const [other] = [...heard, ...waiting];
    const who = other && kind !== "together" ? nameOf(other, talking, agents) : partyOf(talking);
    if (kind === "held" || kind === "parked") {
      const since = heldSince ?? Date.parse(waiting[0]?.held_since ?? "");
      return { title: tab.hold(timerText((now - since) / 1000), who), icon: "hold" };
    }
    return {
      title: `${timerText((talkedUntil(talking, now) - talking.since) / 1000)} ${who}`,
      icon: "live",
    };
  }
  const notRinging = state.reach.kind === "unreachable" || state.reach.kind === "microphone";
  return notRinging
    ? { title: presence.notRinging, icon: "not-ringing" }
    : { title: app, icon: "idle" };
}

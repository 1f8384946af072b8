import type { PhoneState } from "../../../phone/phone-state.ts";
import { timerText } from "../../../shared/ui/duration.ts";
import { app } from "../../../shared/words.ts";
import { presence } from "../reach/words.ts";
import { tab } from "./words.ts";
import { partyOf } from "../party.ts";
import { callIn, talkedUntil } from "../phases.ts";

/** What the browser's tab shows. */
export interface TabSign {
  title: string;
  icon: "idle" | "ringing" | "live" | "not-ringing";
}

/** @param now epoch ms */
export function tabSignOf(state: PhoneState, now: number): TabSign {
  const incoming = callIn(state.call, "incoming");
  if (incoming) {
    const rang = timerText((now - incoming.since) / 1000);
    return { title: tab.calls(rang, partyOf(incoming)), icon: "ringing" };
  }
  const talking = callIn(state.call, "in-call");
  if (talking) {
    return {
      title: `${timerText((talkedUntil(talking, now) - talking.since) / 1000)} ${partyOf(talking)}`,
      icon: "live",
    };
  }
  const notRinging = state.reach.kind === "unreachable" || state.reach.kind === "microphone";
  return notRinging
    ? { title: presence.notRinging, icon: "not-ringing" }
    : { title: app, icon: "idle" };
}

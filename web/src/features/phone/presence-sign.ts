import type { PhoneState } from "../../phone/phone-state.ts";
import type { IconName } from "../../shared/ui/icon.tsx";
import { presence } from "../../shared/words.ts";

/** How the person's own status is shown: a word, a shape and a colour. */
export interface PresenceSign {
  word: string;
  tone: "live" | "red" | "none";
  /** A full dot is proved, a hollow one is not. */
  shape: "dot" | "hollow" | IconName;
}

export function presenceSignOf(state: PhoneState): PresenceSign {
  const phase = state.call?.phase;
  if (phase && phase !== "incoming" && phase !== "ended") {
    return { word: presence.onACall, tone: "live", shape: "phone" };
  }
  switch (state.reach.kind) {
    case "ready":
      return { word: presence.available, tone: "live", shape: "dot" };
    case "offline":
      return { word: presence.offline, tone: "none", shape: "hollow" };
    case "going-online":
      return { word: presence.goingOnline, tone: "none", shape: "hollow" };
    case "reconnecting":
      return { word: presence.reconnecting, tone: "none", shape: "hollow" };
    case "not-configured":
      return { word: presence.notSetUp, tone: "none", shape: "hollow" };
    case "unreachable":
    case "microphone":
      return { word: presence.notRinging, tone: "red", shape: "bell-off" };
  }
}

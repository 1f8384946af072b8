import type { PhoneState } from "../../../phone/phone-state.ts";
import type { IconName } from "../../../shared/ui/icon.tsx";
import { status } from "../../../shared/words.ts";
import { presence } from "./words.ts";

/** How the person's own status is shown: a word, a shape and a colour. */
export interface PresenceSign {
  word: string;
  tone: "live" | "red" | "none";
  /** A full dot is proved, a hollow one is not. */
  shape: "dot" | "hollow" | IconName;
}

const hollow = { tone: "none", shape: "hollow" } as const;
const notRinging: PresenceSign = { word: presence.notRinging, tone: "red", shape: "bell-off" };

const byReach: Record<PhoneState["reach"]["kind"], PresenceSign> = {
  "ready": { word: status.available, tone: "live", shape: "dot" },
  // Not the ring of a phone that can't be reached: this one was chosen.
  "away": { word: status.away, tone: "none", shape: "bell-off" },
  "offline": { word: status.offline, ...hollow },
  "going-online": { word: presence.goingOnline, ...hollow },
  "reconnecting": { word: presence.reconnecting, ...hollow },
  "not-configured": { word: presence.notSetUp, ...hollow },
  "unreachable": notRinging,
  "microphone": notRinging,
};

export function presenceSignOf(state: PhoneState): PresenceSign {
  const phase = state.call?.phase;
  const isBusy = phase !== undefined && phase !== "incoming" && phase !== "ended";
  if (isBusy) return { word: status.onACall, tone: "live", shape: "phone" };
  return byReach[state.reach.kind];
}

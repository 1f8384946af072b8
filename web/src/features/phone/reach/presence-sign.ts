import type { PhoneState, Reach } from "../../../phone/phone-state.ts";
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

const byReach: Record<Exclude<Reach["kind"], "other-tab">, PresenceSign> = {
  "ready": { word: status.available, tone: "live", shape: "dot" },
  // Not the ring of a phone that can't be reached: this one was chosen.
  "away": { word: status.away, tone: "none", shape: "bell-off" },
  "offline": { word: status.offline, ...hollow },
  "going-online": { word: presence.goingOnline, ...hollow },
  "reconnecting": { word: presence.reconnecting, ...hollow },
  "not-configured": { word: presence.notSetUp, ...hollow },
  "unreachable": notRinging,
  "microphone": notRinging,
  "needs-click": { word: presence.waiting, ...hollow },
};

/** @param wrapsUp the seat has just talked and is not rung yet */
export function presenceSignOf(state: PhoneState, wrapsUp: boolean): PresenceSign {
  const phase = state.call?.phase;
  const isBusy = phase !== undefined && phase !== "incoming" && phase !== "ended";
  if (isBusy) return { word: status.onACall, tone: "live", shape: "phone" };
  const { reach } = state;
  if (wrapsUp && (reach.kind === "ready" || reach.kind === "other-tab")) {
    return { word: status.wrapUp, tone: "none", shape: "timer" };
  }
  // What the phone in the other tab proves is not known here.
  return reach.kind === "other-tab"
    ? { word: status[reach.status], ...hollow }
    : byReach[reach.kind];
}

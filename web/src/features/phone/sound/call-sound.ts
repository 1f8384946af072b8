import type { PhoneCall } from "../../../phone/phone-state.ts";
import type { Tick } from "../../../phone/sound-choice.ts";
import { callIn, runningPhases } from "../phases.ts";

/** The short sounds; the ringtone belongs to the phone's core. */
export type SoundName = "up" | "down" | "mute-on" | "mute-off" | "lost";

/** What each belongs to where the person switches sounds off. */
export const tickOf: Record<SoundName, Tick> = {
  "up": "ends",
  "down": "ends",
  "mute-on": "mute",
  "mute-off": "mute",
  "lost": "lost",
};

/**
 * The sound that a change of the call makes. What the person did makes none, save mute, which must
 * be heard to be believed.
 */
export function soundOf(before: PhoneCall | null, after: PhoneCall | null): SoundName | null {
  const was = callIn(before, ...runningPhases);
  const is = callIn(after, ...runningPhases);
  if (was && is && was.talk.muted !== is.talk.muted) return is.talk.muted ? "mute-on" : "mute-off";
  const then = callIn(before, "in-call");
  const now = callIn(after, "in-call");
  if (then && now) {
    const isCut = then.talk.reconnectingSince === null && now.talk.reconnectingSince !== null;
    return isCut ? "lost" : null;
  }
  if (now && before) return now.direction === "outbound" ? "up" : null;
  const ended = then && callIn(after, "ended");
  return ended && ended.ending === "by-them" ? "down" : null;
}

import type { PhoneState } from "../../phone/phone-state.ts";
import { clockWithSecondsText } from "../../shared/ui/clock-text.ts";
import { timerText } from "../../shared/ui/duration.ts";
import type { IconName } from "../../shared/ui/icon.tsx";
import { foot as words } from "./words.ts";
import { callIn, runningPhases } from "./phases.ts";

/** What the phone's foot says. */
export interface FootLine {
  icon: IconName | null;
  text: string;
  /** The device in use, behind it. */
  device: string | null;
  /** On as many lines as it needs. */
  whole?: true;
}

/** What the foot is about. */
export interface FootFacts {
  state: PhoneState;
  /** What is to be said of the devices now; "" most of the time. */
  news: string;
  isConnected: boolean;
  /** It is known that the workspace has no number. */
  hasNoLines: boolean;
  /** Until when the seat is not rung, since it has just talked. */
  wrapsUpUntil: number | null;
  /** Epoch ms. */
  now: number;
}

/** Null: a band above says it already. */
export function footLineOf(
  { state, news, isConnected, hasNoLines, wrapsUpUntil, now }: FootFacts,
): FootLine | null {
  const { call, reach: { kind } } = state;
  const isRunning = callIn(call, ...runningPhases) !== null;
  const device = state.microphoneLabel ?? words.microphone;
  const line = (icon: IconName | null, text: string, used: string | null = null): FootLine => ({
    icon,
    text,
    device: used,
  });
  const isReady = kind === "ready";
  const isKnown = isReady || kind === "away" || kind === "reconnecting" || kind === "other-tab";
  if (!isRunning && !isKnown) return null;
  if (news !== "") return { ...line("headphones", news), whole: true };
  const cutSince = callIn(call, "in-call")?.talk.reconnectingSince ?? null;
  if (cutSince !== null) return line("wifi-off", words.noNetwork(clockWithSecondsText(cutSince)));
  if (isRunning) return line("headphones", device);
  if (kind === "reconnecting") return line("wifi-off", words.reconnecting);
  if (call?.phase === "incoming") return line("bell-ring", words.ringing);
  if (kind === "other-tab") return line(null, words.otherTab);
  if (isReady && !isConnected) return line("plug", words.noTwilio);
  if (isReady && hasNoLines) return line("bell-off", words.noLines);
  if (kind === "away") return line("bell-off", words.away, device);
  if (wrapsUpUntil !== null) {
    const left = timerText(Math.ceil((wrapsUpUntil - now) / 1000));
    return line("timer", words.ringsAgain(left));
  }
  return line("bell-ring", words.ready, device);
}

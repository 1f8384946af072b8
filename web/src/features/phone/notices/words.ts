// What the phone says outside of its own screen: to a screen reader, in notifications.
import { inLanguage } from "../../../shared/language.ts";

const noticeWhy =
  "A call can show over other windows while this tab is hidden, with Answer and Decline. The browser asks once.";

const en = {
  says: {
    offline: "You are offline",
    goingOnline: "Going online",
    ready: "You are online and will ring",
    away: "You are away and will not ring",
    reconnecting: "Reconnecting",
    connected: "Connected again",
    unreachable: "You will not ring. Fix now",
    blocked: "Your microphone is blocked.",
    missing: "No microphone found.",
    calling: (who: string) => `Calling ${who}`,
    ringing: "Ringing",
    earlyMedia: "You hear their line",
    onCall: (who: string) => `On call with ${who}`,
    onCallMuted: (who: string) => `On call with ${who}. You are muted`,
    muted: "Muted",
    unmuted: "You can be heard",
    incoming: (who: string) => `Incoming call from ${who}`,
    incomingTo: (who: string, line: string) => `Incoming call from ${who} to ${line}`,
    to: (line: string) => `To ${line}`,
    /** @param taker the colleague's name, when it is known */
    tookIt: (taker: string | null, caller: string) =>
      `${taker ?? "A colleague"} took the call from ${caller}.`,
  },
  tab: {
    calls: (rang: string, who: string) => `● ${rang} ${who} calls`,
  },
  notices: {
    heading: "While this tab is hidden",
    why: noticeWhy,
    allow: "Show who calls",
    later: "Not now",
    states: {
      default: noticeWhy,
      granted: "A call shows over other windows, with who calls and which line.",
      denied:
        "The browser blocks it: a call only rings. Allow notifications for this site in the address bar.",
      unsupported: "This browser can’t show it: a call only rings. Keep this tab in view.",
    },
    title: (who: string) => `${who} calls`,
    body: (line: string) => `to ${line}`,
    answer: "Answer",
    decline: "Decline",
  },
};

export type Words = typeof en;
export const { says, tab, notices } = inLanguage({ en });

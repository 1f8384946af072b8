// What the phone says outside of its own screen: to a screen reader, in notifications.
import { inLanguage } from "../../../shared/language.ts";

const noticeWhy =
  "While this tab is hidden, calls can show as notifications with Answer and Decline. The browser asks once.";

const en = {
  says: {
    offline: "You’re offline",
    goingOnline: "Going online",
    ready: "You’re online. Calls ring here",
    away: "You’re away. Calls don’t ring here",
    reconnecting: "Reconnecting",
    connected: "Reconnected",
    unreachable: "Calls can’t reach you. Fix now",
    calling: (who: string) => `Calling ${who}`,
    ringing: "Ringing",
    earlyMedia: "You can hear their line",
    onCall: (who: string) => `On call with ${who}`,
    onCallMuted: (who: string) => `On call with ${who}. You’re muted`,
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
    calls: (rang: string, who: string) => `● ${rang} ${who} is calling`,
  },
  notices: {
    heading: "While this tab is hidden",
    why: noticeWhy,
    allow: "Show who’s calling",
    later: "Not now",
    states: {
      default: noticeWhy,
      granted: "Calls show as notifications, with the caller and the line.",
      denied:
        "The browser blocks notifications, so calls only ring. Allow notifications for this site in the address bar.",
      unsupported:
        "This browser can’t show notifications, so calls only ring. Keep this tab in view.",
    },
    title: (who: string) => `${who} is calling`,
    body: (line: string) => `to ${line}`,
    answer: "Answer",
    decline: "Decline",
  },
};

export type Words = typeof en;
export const { says, tab, notices } = inLanguage({ en });

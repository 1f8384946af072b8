// What the phone says to a screen reader, and in the browser's tab.
import { inLanguage } from "../../../shared/language.ts";

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
    hold: (time: string, who: string) => `Hold ${time} ${who}`,
    calls: (rang: string, who: string) => `● ${rang} ${who} is calling`,
  },
};

export type Words = typeof en;
export const { says, tab } = inLanguage({ en });

// What the Live page says.
import type { Manner } from "../../../../supabase/functions/_shared/contracts/call.ts";
import { inLanguage } from "../../shared/language.ts";

const en = {
  page: {
    title: "Live",
    calls: (count: number) => {
      if (count === 0) return "No calls right now.";
      return count === 1 ? "1 call right now." : `${count} calls right now.`;
    },
    list: "Calls",
    empty: "Calls appear here while they’re going on.",
    failed: "Live calls can’t be loaded right now.",
    reconnecting: "Reconnecting. This may be out of date.",
    gap:
      "The first time you listen to a call, both sides may hear a short gap. Switching between Listen, Whisper and Join is silent.",
    offline: "Go online to listen to calls.",
    onCall: "You’re on a call yourself.",
    otherCall: "You’re listening to another call. Stop that first.",
    keys: "With the focus on a call, press L to listen, W to whisper or J to join.",
  },
  figures: {
    onCalls: "On calls",
    ofOnline: (count: number) => `of ${count} ${count === 1 ? "person" : "people"} online`,
    ringing: "Ringing",
    onHold: "On hold",
    wouldRing: "Would ring",
    everyoneBusy: "everyone is busy",
  },
  row: {
    agent: "Agent",
    otherSide: "Other side",
    line: "Line",
    state: "State",
    length: "Length",
    nobody: "Nobody yet",
    you: "You",
    and: (first: string, others: string) => `${first} and ${others}`,
    calling: "Calling",
    ringing: "Ringing",
    talking: "Talking",
    hold: "On hold",
    several: (count: number) => count === 3 ? "Three on the line" : `${count} on the line`,
    notYet: "Not yet",
    listen: "Listen",
    listenTo: (who: string) => `Listen to ${who}`,
    stop: "Stop",
    stopListening: (who: string) => `Stop listening to ${who}`,
    end: "End call",
    endTitle: (who: string) => `End ${who}’s call?`,
    endText: "It ends at once, for everyone on the line.",
    keep: "Keep the call",
    /** After the state: "Talking, you listen". */
    own: { listen: "you listen", whisper: "you whisper", join: "you joined" } satisfies Record<
      Manner,
      string
    >,
    connecting: "connecting you",
    other: {
      listen: (who: string) => `${who} is listening`,
      whisper: (who: string) => `${who} is whispering`,
      join: (who: string) => `${who} joined`,
    } satisfies Record<Manner, (who: string) => string>,
  },
  choice: {
    label: (who: string) => `How you take part in ${who}’s call`,
    name: { listen: "Listen", whisper: "Whisper", join: "Join" } satisfies Record<Manner, string>,
    sentence: {
      listen: () => "You hear both. Nobody hears you.",
      whisper: (who: string) => `Only ${who} hears you. The other side doesn’t.`,
      join: () => "All of you hear each other.",
    } satisfies Record<Manner, (who: string) => string>,
    firstTime: "Both sides may hear a short gap when you begin.",
    seen: (who: string) => `${who} sees that you’re listening.`,
    unseen: (who: string) =>
      `${who} doesn’t see that you’re listening, but sees when you whisper or join.`,
  },
};

export type Words = typeof en;
export const { page, figures, row, choice } = inLanguage({ en });

// What is said where there are two calls.
import { inLanguage } from "../../../shared/language.ts";
import { within } from "./within.ts";

const en = {
  second: {
    title: "Second call",
    waiting: "Waiting",
    /** What is done comes last: a long name would cut it off. */
    holdAndAnswer: (who: string | null) =>
      who === null || who.length > 18 ? "Hold and answer" : `Hold ${who} and answer`,
    answer: "Answer",
    sendOn: "Send to…",
    onHold: "On hold",
    hearsMusic: (who: string) => `${who} hears music and can’t hear you.`,
    swapTo: (who: string | null) => who === null ? "Swap calls" : `Swap to ${who}`,
    hangUpOn: (who: string) => `Hang up on ${within(who)}`,
    separate: "The two calls stay separate. You can add someone when only one is left.",
    rings: (who: string) => `Second call from ${within(who)}`,
    ringsOn: (who: string, line: string) => `Second call from ${within(who)} to ${line}`,
    swapped: (who: string, waits: string) => `Talking to ${within(who)}. ${waits} is on hold`,
    gone: (who: string) => `${who} hung up`,
    backTo: (who: string) => `Call ended. ${who} is on hold`,
  },
};

export type Words = typeof en;
export const { second } = inLanguage({ en });

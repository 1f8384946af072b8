// What is said of a call's notes and outcome, and of wrap-up.
import { inLanguage } from "../../shared/language.ts";
import { lengthText } from "../../shared/ui/duration.ts";

const en = {
  page: {
    title: "This call",
    earlier: "Call",
    colleague: "Colleague",
    incoming: (line: string) => `Incoming on ${line}`,
    outgoing: (line: string) => `Outgoing from ${line}`,
    answered: (seconds: number) => `answered by you after ${seconds} s`,
    talked: (seconds: number) => `talked ${lengthText(seconds)}`,
    close: "Close",
  },
  note: {
    label: "Note",
    readers: "Everyone this call rang, and your supervisors, can read this note.",
    saving: "Saving…",
    saved: (clock: string) => `Saved ${clock}`,
    kept: "Not saved yet. Kept in this browser.",
    keptNowhere: "Not saved yet. Keep this page open.",
    changed: "You wrote something else in another tab:",
    emptied: "You deleted this note in another tab.",
    keepMine: "Keep this one",
    takeTheirs: "Use the other one",
    others: "Notes by others",
    by: (name: string, clock: string) => `${name}, ${clock}`,
    someone: "Someone",
  },
  outcome: {
    label: "Outcome",
    required: "Outcome (required)",
  },
  soFar: {
    title: "So far",
    rang: "Rang",
    youCalled: "You called",
    calledBy: (name: string) => `${name} called`,
    youAnswered: "You answered",
    theyAnswered: "They answered",
    answeredBy: (name: string) => `${name} answered`,
    ended: "Ended",
    someone: "Someone",
  },
  wrapUp: {
    title: "Wrap-up",
    left: (time: string) => `${time} left`,
    talked: (seconds: number) => `Talked ${lengthText(seconds)}`,
    more: "1 minute more",
    ready: "Ready now",
    longest: "Wrap-up can’t get any longer. You can choose Away in your status.",
    outcomeFirst: "Choose an outcome first. Either way, calls ring here again when the time is up.",
    says: (seconds: number) => `Wrap-up, ${seconds} seconds`,
    saysEnded: (talked: string, seconds: number) =>
      `Call ended, ${talked}. Wrap-up, ${seconds} seconds`,
  },
};

export type Words = typeof en;
export const { page, note, outcome, soFar, wrapUp } = inLanguage({ en });

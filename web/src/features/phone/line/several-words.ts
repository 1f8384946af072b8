// What is said where somebody waits, or more than two hear each other.
import { inLanguage } from "../../../shared/language.ts";
import { within } from "./within.ts";

const en = {
  several: {
    hearMusic: ["They hear music.", "They can’t hear you."],
    onCall: "On call",
    talkTo: "You’re talking to",
    ringing: "Ringing",
    waiting: "Waiting on hold",
    hearsMusic: { ringing: "They hear music.", talking: "They hear music, not the two of you." },
    colleague: "Colleague",
    parked: "You’re on hold",
    parkedWhy: "You hear music until you’re taken off hold.",
    held: (time: string) => `On hold ${time}`,
    holdOne: (who: string) => `Hold ${who}`,
    resumeOne: (who: string) => `Resume ${who}`,
    dropOne: (who: string) => `Drop ${who}`,
    drop: "Drop",
    rings: (who: string) => `Ringing ${within(who)}`,
    cancelOne: (who: string) => `Cancel ringing ${within(who)}`,
    cancel: "Cancel",
  },
  consult: {
    handOver: (who: string) => `Hand over to ${within(who)}`,
    notYet: (who: string) => `You can hand over once ${within(who)} answers.`,
    swap: "Swap",
    join: "Join all three",
    cancel: (who: string) => `Cancel, back to ${within(who)}`,
    after: (target: string, waiting: string) =>
      `After you hand over, you leave and they go on talking. If ${within(target)}’s line fails, ${
        within(waiting)
      } comes back to you.`,
  },
  leave: "Leave, let them talk",
};

export type Words = typeof en;
export const { several, consult, leave } = inLanguage({ en });

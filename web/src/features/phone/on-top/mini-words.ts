// What the window on top says; the rest it says as the phone does.
import { inLanguage } from "../../../shared/language.ts";

const en = {
  mini: {
    title: "Call controls",
    incoming: (what: string) => `Incoming, ${what}`,
    talkTo: "You’re talking to",
    parked: "You’re on hold",
    onHold: (who: string) => `On hold: ${who}`,
    onCall: (who: string) => `On call: ${who}`,
    swap: "Swap",
    open: "Open",
    openWhy: "Open Softphone",
    back: "Back",
    backTo: (who: string) => `Cancel, back to ${who}`,
    leave: "Leave",
    leaveWhy: "Leave, let them talk",
    cancel: "Cancel",
  },
};

export type Words = typeof en;
export const { mini } = inLanguage({ en });

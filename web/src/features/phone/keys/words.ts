// What the keys of a call say.
import { inLanguage } from "../../../shared/language.ts";

const en = {
  keys: {
    controls: "Call controls",
    mute: "Mute",
    unmute: "Unmute",
    hold: "Hold",
    keypad: "Keypad",
    closeKeypad: "Close keypad",
    digitsSent: "Digits sent",
    sendExtension: (keys: string) => `Send extension ${keys}`,
    tones: "Tones go to the other side as you type",
    transfer: "Transfer",
    add: "Add",
    record: "Record",
    keypadOpens: "The keypad opens when it rings.",
    notYet: "Hold, transfer, add and record can’t be used yet.",
    cancel: "Cancel call",
    hangUp: "Hang up",
    answer: "Answer",
    answers: "answers",
    decline: "Decline",
  },
};

export type Words = typeof en;
export const { keys } = inLanguage({ en });

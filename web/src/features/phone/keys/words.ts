// What of the keys stands on the screen from the start; call-words.ts has what comes with a call.
import { inLanguage } from "../../../shared/language.ts";

const en = {
  keys: {
    keypad: "Keypad",
    cancel: "Cancel call",
    hangUp: "Hang up",
    answer: "Answer",
    decline: "Decline",
  },
};

export type Words = typeof en;
export const { keys } = inLanguage({ en });

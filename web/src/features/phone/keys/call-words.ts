// What the keys of a call say.
import { inLanguage } from "../../../shared/language.ts";

const en = {
  callKeys: {
    controls: "Call controls",
    mute: "Mute",
    unmute: "Unmute",
    hold: "Hold",
    resume: "Resume",
    closeKeypad: "Close keypad",
    digitsSent: "Digits sent",
    sendExtension: (keys: string) => `Send extension ${keys}`,
    tones: "Tones are sent as you type",
    tonesMayFail: "After hold or a transfer, tones may not reach phone menus.",
    transfer: "Transfer",
    add: "Add",
    keypadOpens: "You can open the keypad once it rings.",
    otherBrowser: "Mute and the keypad work in the browser that has the sound.",
    onceTalking: "Hold, transfer and add work once you’re talking.",
    answers: "answers",
  },
};

export type Words = typeof en;
export const { callKeys } = inLanguage({ en });

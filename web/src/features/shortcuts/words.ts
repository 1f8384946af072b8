import { inLanguage } from "../../shared/language.ts";

const en = {
  shortcuts: {
    title: "Keyboard shortcuts",
    close: "Close",
    mute: "Mute or unmute",
    keypad: "Open or close the keypad",
    digits: "Send tones in a call",
    hangUp: "Hang up or cancel the call",
    answer: "Answer",
    place: "Place the call",
    last: "The number called last",
    again: "Call again",
    between: "From the phone to the desk and back",
    timer: "Hear how long the call lasts",
    escape: "Close a menu or the keypad",
    help: "This list",
    letters: "Single letters work as shortcuts",
    lettersWhy: "Switch this off when you speak to the computer or letters get in your way.",
  },
};

export type Words = typeof en;
export const { shortcuts } = inLanguage({ en });

import { inLanguage } from "../../shared/language.ts";

const en = {
  shortcuts: {
    title: "Keyboard shortcuts",
    close: "Close",
    mute: "Mute or unmute",
    hold: "Put on hold or resume",
    transfer: "Transfer the call",
    add: "Add someone to the call",
    handOver: "Hand over to the colleague you’re talking to",
    holdAndAnswer: "Hold the call and answer the second one",
    swap: "Swap two calls",
    keypad: "Open or close the keypad",
    digits: "Send tones during a call",
    hangUp: "Hang up, or go back to who’s on hold",
    answer: "Answer, or take an interrupted call back",
    place: "Place call",
    last: "The last number you called",
    again: "Call again",
    between: "Move between the phone and the page",
    timer: "Hear how long the call has lasted",
    escape: "Close a menu, the keypad or the list for a transfer",
    help: "This list",
    letters: "Use single letters as shortcuts",
    lettersWhy: "Turn this off if you use voice control or letters get in your way.",
  },
};

export type Words = typeof en;
export const { shortcuts } = inLanguage({ en });

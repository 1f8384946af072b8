// What dialing says.
import { inLanguage } from "../../../shared/language.ts";

const en = {
  dial: {
    number: "Phone number",
    deleteDigit: "Delete last digit",
    nightThere: (inPlace: string, time: string) => `It is ${time} ${inPlace}.`,
    from: "From",
    noNumber: "No number yet",
    placeCall: "Place Call",
    typeNumber: "Type or paste a number.",
    fixFirst: "You can call again when this is solved.",
    askForNumber: "You have no number to call from. Ask an admin.",
    takeNumber: "You have no number to call from. Give yourself one in Setup.",
    paused: "Calls out are paused.",
  },
  paused: {
    title: "Calls out are paused",
    inStillRings: "Calls in still ring.",
    goesOn: (when: string) => `Goes on ${when}.`,
    ask: "Ask an admin",
    raise: "Raise the limit",
    open: "Open the policy",
    request: (workspace: string, why: string) =>
      `Calls out of ${workspace} are paused in Softphone. ${why} Can they go on?`,
    requestCopied: "The request is copied. Send it to an admin.",
  },
};

export type Words = typeof en;
export const { dial, paused } = inLanguage({ en });

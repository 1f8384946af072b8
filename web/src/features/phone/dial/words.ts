// What dialing says.
import { inLanguage } from "../../../shared/language.ts";

const en = {
  dial: {
    number: "Phone number",
    deleteDigit: "Delete last digit",
    nightThere: (inPlace: string, time: string) => `It’s ${time} ${inPlace}.`,
    from: "From",
    noNumber: "No number yet",
    placeCall: "Place Call",
    typeNumber: "Type or paste a number.",
    fixFirst: "You can make calls once this is fixed.",
    askForNumber: "You have no number to call from. Ask an admin.",
    takeNumber: "You have no number to call from. Assign yourself one in Setup.",
    paused: "Outgoing calls are paused.",
  },
  paused: {
    title: "Outgoing calls are paused",
    inStillRings: "Incoming calls still ring.",
    goesOn: (when: string) => `Resumes ${when}.`,
    ask: "Ask an admin",
    raise: "Raise the limit",
    open: "Open Policy",
    request: (workspace: string, why: string) =>
      `Outgoing calls from ${workspace} are paused in Softphone. ${why} Could you resume them?`,
    requestCopied: "Request copied. Send it to an admin.",
  },
};

export type Words = typeof en;
export const { dial, paused } = inLanguage({ en });

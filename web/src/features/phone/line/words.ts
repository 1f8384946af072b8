// What the phone says of a call with more than two, of hold and of transfers.
import type { Order } from "../../../phone/phone-state.ts";
import { inLanguage } from "../../../shared/language.ts";
import { within } from "./within.ts";

const counted = ["", "", "", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];

const en = {
  people: {
    colleague: "A colleague",
    theOthers: "the others",
  },
  line: {
    onHold: "On hold",
    together: (count: number) => `${counted[count] ?? count} on the line`,
    end: "End for everyone",
    leaveHandsOver: "To hand the call over now, leave it.",
    hostHas: (who: string) =>
      `${who} has the call. Hold, transfer and add are yours after a hand-over.`,
    upgrading: "Getting the call ready. You may both hear a short gap.",
  },
  pending: {
    "hold": "Putting them on hold…",
    "resume": "Taking them off hold…",
    "transfer": "Sending the call…",
    "consult": "Calling…",
    "hand-over": "Handing over…",
    "swap": "Swapping…",
    "cancel": "Going back to the call…",
    "add": "Adding to the call…",
    "drop": "Dropping them…",
    "leave": "Leaving the call…",
    "end": "Ending the call…",
    "take-back": "Getting the call back…",
    "let-go": "Passing the call on…",
    "decline": "Declining…",
    "send-on": "Sending the call on…",
    "record": "Starting the recording…",
    "pause-recording": "Pausing the recording…",
    "resume-recording": "Resuming the recording…",
  } satisfies Record<Order["command"], string>,
  notices: {
    notReached: (who: string) => `${who} didn’t answer.`,
    declined: (who: string) => `${who} declined.`,
    left: (who: string) => `${who} left the call.`,
    backWith: (who: string) => `You’re back with ${within(who)}.`,
    holdFailed: "Hold didn’t work. They still hear you.",
    resumeFailed: "They’re still on hold. Try again.",
    recordingFailed: "Recording didn’t work. Nothing is being recorded now.",
    pauseFailed: "Pausing didn’t work. The call is still being recorded.",
  },
  sent: {
    transfer: (who: string) => `Sent by ${within(who)}`,
    consult: (who: string) => `about a call with ${within(who)}`,
    add: (who: string) => `to join a call with ${within(who)}`,
    back: "Back to you",
    onlyYou: "Only you are being rung",
    says: (word: string) => `“${word}”`,
    declineBack: (who: string) => `If you decline, the call goes back to ${within(who)}`,
    declineTold: (who: string) => `If you decline, ${within(who)} is told`,
  },
  given: {
    handedOver: (who: string) => `You handed the call to ${within(who)}`,
    sent: (who: string) => `You sent the call to ${within(who)}`,
    ringing: (who: string) => `Ringing ${within(who)}`,
    taken: (who: string) => `${who} took the call`,
    takeBack: "Take it back",
  },
  news: {
    onHold: "On hold",
    back: "Back on call",
    consultRings: (target: string, waiting: string) =>
      `Ringing ${within(target)}. ${waiting} is on hold`,
    talkingTo: (who: string, waiting: string) => `Talking to ${within(who)}. ${waiting} is on hold`,
    parked: "You’re on hold",
    heardAgain: "You’re off hold",
    joined: (who: string) => `${who} joined`,
    left: (who: string) => `${who} left`,
    ringing: (who: string) => `Ringing ${within(who)}`,
    sent: (who: string, by: string) => `Incoming call from ${who}, sent by ${within(by)}`,
    wantsYou: (by: string, who: string) => `${by} is calling about ${who}`,
    addsYou: (by: string, who: string) => `${by} asks you to join a call with ${who}`,
    comesBack: (who: string) => `${who} is back and ringing you`,
  },
};

export type Words = typeof en;
export const { people, line, pending, notices, sent, given, news } = inLanguage({
  en,
});

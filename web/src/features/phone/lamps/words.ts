// What the lamps say of a call.
import { inLanguage } from "../../../shared/language.ts";

const en = {
  lamps: {
    callStrip: "Running call",
    calling: "Calling…",
    ringing: "Ringing them",
    earlyMedia: "Not answered yet. You hear their line.",
    connecting: "Connecting…",
    theySee: "They see",
    onCall: "On call",
    quality: { good: "Good", fair: "Fair", poor: "Poor" },
    you: "You",
    them: "Them",
    youMuted: "muted",
    nothingHeard: "We hear nothing from them.",
    muted: ["You are muted.", "They can’t hear you."],
    talkingMuted: "You are talking, but muted.",
    incoming: "Incoming call",
    to: "to",
    declineRings: (others: number) =>
      others > 0 ? `Decline rings the other ${others}` : "Nobody else rings",
    reconnecting: "Reconnecting…",
    mayNotHear: ["They may not hear you.", "Stay on the line."],
    lost: "The connection is lost.",
    callBack: "Call back",
    callAgain: "Call again",
    openCall: "Back to the call",
  },
  endings: {
    missed: "Missed",
    "by-them": "Ended by them",
    "by-you": "Ended by you",
    "busy": "Busy",
    "no-answer": "No answer",
    "not-in-service": "Not in service",
    "refused": "Refused by the network",
    "not-allowed": "Not allowed by the policy",
    "canceled": "Canceled",
    "elsewhere": "Answered by a colleague",
    "never-connected": "The call did not start",
    "lost": "The connection is lost",
  },
};

export type Words = typeof en;
export const { lamps, endings } = inLanguage({ en });

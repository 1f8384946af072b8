// What the lamps say of a call.
import { inLanguage } from "../../../shared/language.ts";

const en = {
  lamps: {
    callStrip: "Current call",
    calling: "Calling…",
    ringing: "Ringing",
    earlyMedia: "Not answered yet. You can hear their line.",
    connecting: "Connecting…",
    theySee: "Caller ID:",
    onCall: "On call",
    stillHear: "They still hear you",
    quality: { good: "Good", fair: "Fair", poor: "Poor" },
    you: "You",
    them: "Them",
    youMuted: "muted",
    nothingHeard: "No sound from the other side.",
    muted: ["You’re muted.", "They can’t hear you."],
    talkingMuted: "You’re talking while muted.",
    incoming: "Incoming call",
    to: "to",
    declineRings: (others: number) => {
      if (others === 0) return "Only you are being rung";
      return others === 1
        ? "If you decline, 1 colleague keeps ringing"
        : `If you decline, ${others} colleagues keep ringing`;
    },
    reconnecting: "Reconnecting…",
    mayNotHear: ["They may not hear you.", "Stay on the line."],
    lost: "The connection was lost.",
    callBack: "Call back",
    callAgain: "Call again",
    openCall: "Back to the call",
  },
  endings: {
    missed: "Missed",
    "by-them": "They hung up",
    "by-you": "You hung up",
    "busy": "Busy",
    "no-answer": "No answer",
    "not-in-service": "Not in service",
    "refused": "Rejected by the network",
    "not-allowed": "Not allowed by policy",
    "canceled": "Canceled",
    "elsewhere": "Answered by a colleague",
    "never-connected": "The call didn’t start",
    "lost": "The connection was lost",
    "handed-over": "You handed the call over",
    "transferred": "You sent the call on",
    "left": "You left the call",
  },
};

export type Words = typeof en;
export const { lamps, endings } = inLanguage({ en });

// What the picker says where a call is transferred, or somebody is added to it.
import type { Colleague } from "../../../shared/colleagues.ts";
import { inLanguage } from "../../../shared/language.ts";

const count = (of: number, one: string, many: string) => of === 1 ? `1 ${one}` : `${of} ${many}`;

const en = {
  title: {
    transfer: (other: string) => `Transfer ${other} to`,
    add: (other: string) => `Add to the call with ${other}`,
    "send-on": (other: string) => `Send ${other} to`,
  },
  cancel: "Cancel",
  field: {
    "transfer": "Colleague, line or number",
    "add": "Colleague or number",
    "send-on": "Colleague or line",
  },
  clear: "Clear",
  groups: { seat: "Colleagues", line: "Lines", number: "Number" },
  line: "Line",
  talkFirst: "Talk first",
  sendNow: "Send now",
  add: "Add",
  notFree: {
    "offline": (name: string) => `${name} is offline and can’t be called.`,
    "away": (name: string) => `${name} is away and can’t be called.`,
    "wrap-up": (name: string) => `${name} is wrapping up a call and can’t be called yet.`,
  } satisfies Record<
    Exclude<Colleague["status"], "available" | "on-a-call">,
    (name: string) => string
  >,
  onACall: (name: string) => `${name} is on a call and will see this as a second call.`,
  noTalkToLine: "You can’t talk to a line first.",
  withoutExtension: (keys: string) => `Extension ${keys} won’t be dialed.`,
  sentence: {
    transfer: {
      seat: (name: string, other: string) =>
        `Send now: ${name}’s phone rings and you leave. If nobody answers, ${other} comes back to you.`,
      line: (line: string, other: string) =>
        `Send now: you leave, and ${other} is treated like a new caller to ${line}.`,
      number: (callerId: string, other: string) =>
        `Caller ID: ${callerId}. Send now: if nobody answers, ${other} comes back to you.`,
    },
    sendOn: {
      seat: (name: string) =>
        `${name}’s phone rings instead of yours. If nobody answers, the line’s other phones ring.`,
      line: (line: string, other: string) => `${other} is treated like a new caller to ${line}.`,
    },
    add: {
      seat: (name: string) => `${name}’s phone rings while you go on talking.`,
      number: (callerId: string) =>
        `Caller ID: ${callerId}. The phone rings while you go on talking.`,
    },
  },
  word: {
    label: "Message",
    hint: "Optional, shown while it rings",
    outside: "Can’t be shown on outside phones",
  },
  none: {
    matches: {
      "transfer": "No colleague or line matches.",
      "add": "No colleague matches.",
      "send-on": "No colleague or line matches.",
    },
    atAll: "You have no colleagues here yet. Type a number.",
  },
  counts: {
    seat: (of: number) => count(of, "colleague", "colleagues"),
    line: (of: number) => count(of, "line", "lines"),
    number: "a number",
  },
};

export type Words = typeof en;
export const targets = inLanguage({ en });

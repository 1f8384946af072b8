// What the list of calls says.
import { lengthText } from "../../shared/ui/duration.ts";
import { inLanguage } from "../../shared/language.ts";

const en = {
  calls: {
    mine: "My calls",
    everyones: "Calls",
    filter: "Which calls",
    all: "All",
    missed: (count: number) => count > 0 ? `Missed ${count}` : "Missed",
    empty: "No calls yet. Your calls will appear here.",
    noneMissed: "No missed calls to return.",
    beforeYouAnswer: "Before you answer",
    recent: "Recent",
    title: "Type of call",
    who: "Who",
    number: "Number",
    line: "Line",
    agent: "Agent",
    whatHappened: "Outcome",
    length: "Length",
    time: "Time",
    today: "Today",
    yesterday: "Yesterday",
    you: "You",
    nobody: "nobody",
    callBack: "Call back",
    recordingOf: (who: string) => `Recording of the call with ${who}`,
    call: "Call",
    callTo: (who: string) => `Call ${who} back`,
    note: "Note",
    noteOn: (who: string) => `Note on the call with ${who}`,
    addNote: (who: string) => `Note on the call with ${who}: none yet`,
    now: "now",
    older: "Show older calls",
    upToDate: "Live",
    reconnecting: "Reconnecting",
    summary: (count: number, talked: string | null) =>
      `${count} ${count === 1 ? "call" : "calls"} today${
        talked === null ? "" : ` · talked ${talked}`
      }`,
    called: (line: string, when: string) => `called ${line} ${when}.`,
    notCalledBack: "You haven’t called back.",
    nobodyCalledBack: "Nobody has called back.",
    callersWait: (count: number) => `${count} callers haven’t been called back.`,
    minutesAgo: (minutes: number) =>
      minutes < 1 ? "just now" : minutes === 1 ? "a minute ago" : `${minutes} minutes ago`,
    at: (clock: string) => `at ${clock}`,
    onDay: (day: string, clock: string) => `on ${day} at ${clock}`,
  },
  happened: {
    calling: "Calling",
    ringing: "Ringing",
    talking: "Talking",
    missed: "Missed",
    canceled: "Canceled",
    busy: "Busy",
    noAnswer: "No answer",
    notInService: "not in service",
    notAllowed: "not allowed by policy",
    blocked: "Blocked",
    declined: "declined",
    colleague: "Colleague",
    allBusy: "everyone was on a call",
    nobodyOnline: "nobody was online",
    failed: "Failed",
    neverConnected: "Didn’t start",
    answeredBy: (who: string) => `Answered by ${who}`,
    answered: "Answered",
    answeredElsewhere: "Answered by a colleague",
    talked: (seconds: number) => `Talked ${lengthText(seconds)}`,
    rang: (seconds: number) => `rang ${lengthText(seconds)}`,
  },
};

export type Words = typeof en;
export const { calls, happened } = inLanguage({ en });

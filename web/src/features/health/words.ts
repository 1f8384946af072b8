// What the Connection health page and its banner say; what each check found stands in told-*.ts.
import { inLanguage } from "../../shared/language.ts";
import type {
  HealthCheckName,
  HealthLevel,
} from "../../../../supabase/functions/_shared/contracts/health_findings.ts";
import { count } from "./phrases.ts";

/** "12 good, 1 needs attention, 1 broken." */
export function countsText(checks: readonly { level: HealthLevel; finding?: string }[]): string {
  const made = checks.filter(({ finding }) => finding !== "waits");
  const of = (level: HealthLevel) => made.filter((check) => check.level === level).length;
  const parts = [`${of("green")} good`];
  if (of("amber") > 0) {
    parts.push(`${of("amber")} ${of("amber") === 1 ? "needs" : "need"} attention`);
  }
  if (of("red") > 0) parts.push(`${of("red")} broken`);
  const waiting = checks.length - made.length;
  if (waiting > 0) parts.push(`${waiting} waiting`);
  return `${parts.join(", ")}.`;
}

const en = {
  reach: { goOnline: "Go online", beAvailable: "I’m back", goingOnline: "Going online…" },
  health: {
    title: "Connection health",
    loading: "Loading the results…",
    unreadable: "The results can’t be loaded right now. Check now tries again.",
    never: "Not checked yet.",
    checked: (age: string) => `Checked ${age}. Checks run every hour and when you ask.`,
    checkNow: "Check now",
    checking: "Checking…",
    checkingAll: "Checking everything. This takes a few seconds.",
    checkedAgain: "Checked.",
    list: "Checks",
    waiting: (checks: number) => count(checks, "check is waiting", "checks are waiting"),
    levels: { green: "Good", amber: "Needs attention", red: "Broken" },
    repair: "Repair",
    repairing: "Repairing…",
    oneAtATime: "Something else is running right now.",
    open: { connection: "Open Connection", numbers: "Open Numbers" },
    openTwilio: "Open Twilio",
    newTab: "opens in a new tab",
    testCall: "Test call",
    /** Behind the sentence of the worst one. */
    more: (others: number) =>
      others === 0 ? "" : ` ${count(others, "more is", "more are")} broken.`,
    show: "Show",
  },
  checkNames: {
    "credentials": "Credentials",
    "api-key": "API key",
    "app": "TwiML App",
    "numbers": "Numbers routed here",
    "signatures": "Signature",
    "reachable": "Server reachable",
    "account": "Account type",
    "countries": "Countries you can call",
    "emergency": "Emergency address",
    "region": "Region",
    "concurrency": "Calls at once",
    "recordings": "Recordings",
    "webhook-errors": "Webhook errors, last 24 h",
    "open-calls": "Calls left open, last 24 h",
    "token-rotation": "Token rotation",
    "last-call": "Last call per number",
    "agents": "Available agents",
  } satisfies Record<HealthCheckName, string>,
  change: {
    show: "Show change",
    hide: "Hide change",
    showDetails: "Show details",
    hideDetails: "Hide details",
    number: "Number",
    address: "Address",
    fields: { voice: "Voice", fallback: "Fallback", status: "Status" },
    now: "Now",
    right: "Should be",
    status: "Reports how calls end",
    seen: (when: string) => `First seen ${when}.`,
    ours: "yes",
    none: "none",
    gone: "not in the Twilio account",
    by: (method: string) => `by ${method}`,
    error: "Error",
    times: "Times",
    last: "Last",
  },
  repair: {
    "key": { todo: "Create an API key", now: "Creating an API key", failed: "No API key" },
    "app": {
      todo: "Set up the TwiML App",
      now: "Setting up the TwiML App",
      failed: "The TwiML App is not set up",
    },
    "bring-in": {
      todo: (number: string) => `Route ${number} here`,
      now: (number: string) => `Routing ${number} here`,
      done: (number: string) => `${number} is routed here`,
      failed: (number: string) => `${number} isn’t routed here`,
    },
    "promote-token": {
      todo: "Make the next token the current one",
      now: "Making the next token the current one",
      done: "The next token is now the current one",
      failed: "The next token isn’t the current one yet",
    },
    "check": {
      todo: "Check again",
      now: "Checking again",
      done: "Checked again",
      failed: "Not checked again",
    },
    keyDone: (made: boolean) => made ? "API key created" : "API key found",
    appDone: (made: boolean) => made ? "TwiML App created" : "TwiML App set up",
    anyNumber: "the number",
    good: "Good now.",
    stillThere: "It’s not fixed yet. The row above says what’s left to do.",
  },
  testCall: {
    title: "Test call",
    intro: "Proves that a call from Twilio reaches one of your phones.",
    number: "Number to call",
    noNumber: "There is no number to call yet. Add one first.",
    fromUs: "We call it from another of your numbers. Twilio bills two legs, a minute each.",
    byYou: "You have one number, so you dial it yourself. Twilio bills one leg.",
    ringsHere: "This browser rings too if the number is assigned to you.",
    offline: "This browser doesn’t ring because you’re offline.",
    away: "This browser doesn’t ring because you’re away.",
    ringsElsewhere: "This browser doesn’t ring right now. The phone says why.",
    start: "Call it",
    watch: "I’ll dial it",
    again: "Try again",
    running: "Running…",
    close: "Close",
    placing: "Placing the call",
    placed: (from: string) => `Called from ${from}`,
    notPlaced: "The call wasn’t placed",
    dial: (number: string) => `Dial ${number} from any phone`,
    dialed: "You dialed it",
    arrives: "The call reaches us",
    arriving: "Waiting for the call to reach us",
    arrived: "The call reached us",
    notArrived: "The call didn’t reach us",
    rings: "Phones ring",
    ringing: (names: string) => `Ringing ${names}`,
    rang: (names: string) => `Rang ${names}`,
    rangNobody: "No phone rang",
    answers: "Someone answers",
    answering: "Answer it on one of these phones",
    answered: (name: string) => `${name} answered`,
    answeredBySomebody: "It was answered",
    notAnswered: "Nobody answered",
    nothing: (seconds: number) => `Nothing arrived within ${seconds} s.`,
    nothingPlaced: (number: string) =>
      `Twilio took the call, but ${number} didn’t bring it here. Press Check now to see what’s wrong.`,
    nothingDialed: (number: string) =>
      `If you heard ringing or an announcement, ${number} is answered elsewhere. Press Check now to see where.`,
    proved: (number: string) => `Proved: calls to ${number} reach us, ring and are answered.`,
    notProvedSound: "This doesn’t prove that both sides hear each other. Say a word to be sure.",
    notProvedVoice:
      "The person who answers hears a recording. This doesn’t prove that callers can hear you. Call in once to be sure.",
    provedRing: (number: string) => `Proved: calls to ${number} reach us and ring.`,
    notProvedAnswer: "Nobody answered, so this doesn’t prove that someone can.",
    provedArrival: (number: string) => `Proved: calls to ${number} reach us.`,
    notProvedRing:
      "Nobody with this number is available, so this doesn’t prove that they ring. Go online, then try again.",
  },
};

export type Words = typeof en;
export const { reach, health, checkNames, change, repair, testCall } = inLanguage({ en });

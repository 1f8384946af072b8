// What the Connection health page and its banner say; what each check found stands in told-*.ts.
import { inLanguage } from "../../shared/language.ts";
import type {
  HealthCheckName,
  HealthLevel,
} from "../../../../supabase/functions/_shared/contracts/health_findings.ts";
import { count } from "./phrases.ts";

/** "12 good, 1 to look at, 1 broken." */
export function countsText(checks: readonly { level: HealthLevel; finding?: string }[]): string {
  const made = checks.filter(({ finding }) => finding !== "waits");
  const of = (level: HealthLevel) => made.filter((check) => check.level === level).length;
  const parts = [`${of("green")} good`];
  if (of("amber") > 0) parts.push(`${of("amber")} to look at`);
  if (of("red") > 0) parts.push(`${of("red")} broken`);
  const waiting = checks.length - made.length;
  if (waiting > 0) parts.push(`${waiting} waiting`);
  return `${parts.join(", ")}.`;
}

const en = {
  reach: { goOnline: "Go online", beAvailable: "Be available", goingOnline: "Going online…" },
  health: {
    title: "Connection health",
    loading: "Reading what was found…",
    unreadable: "What was found can’t be read right now. Check now tries again.",
    never: "Not checked yet.",
    checked: (age: string) => `Checked ${age}, every hour, and when you ask.`,
    checkNow: "Check now",
    checking: "Checking…",
    checkingAll: "Checking everything. This takes a few seconds.",
    checkedAgain: "Checked.",
    list: "Checks",
    waiting: (checks: number) => count(checks, "check is waiting", "checks are waiting"),
    levels: { green: "Good", amber: "To look at", red: "Broken" },
    repair: "Repair",
    repairing: "Repairing…",
    oneAtATime: "Something else is being done right now.",
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
    "numbers": "Numbers point at us",
    "signatures": "Signature",
    "reachable": "Functions reachable",
    "account": "Account type",
    "countries": "Where you may call",
    "emergency": "Emergency address",
    "region": "Region",
    "concurrency": "Calls at once",
    "recordings": "Recordings",
    "webhook-errors": "Webhook errors, last 24 h",
    "open-calls": "Calls left open, last 24 h",
    "token-rotation": "Token rotation",
    "last-call": "Last call per number",
    "agents": "Agents who would ring",
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
    status: "Tells us how calls end",
    seen: (when: string) => `Seen first ${when}.`,
    ours: "yes",
    none: "none",
    gone: "not in the Twilio account",
    by: (method: string) => `by ${method}`,
    error: "Error",
    times: "Times",
    last: "Last",
  },
  repair: {
    "key": { todo: "Make an API key", now: "Making an API key", failed: "No API key" },
    "app": {
      todo: "Set up the TwiML App",
      now: "Setting up the TwiML App",
      failed: "The TwiML App is not set up",
    },
    "bring-in": {
      todo: (number: string) => `Point ${number} here`,
      now: (number: string) => `Pointing ${number} here`,
      done: (number: string) => `${number} points here`,
      failed: (number: string) => `${number} does not point here`,
    },
    "promote-token": {
      todo: "Make the next token the token",
      now: "Making the next token the token",
      done: "The next token is the token now",
      failed: "The next token is not the token yet",
    },
    "check": {
      todo: "Check again",
      now: "Checking again",
      done: "Checked again",
      failed: "Not checked again",
    },
    keyDone: (made: boolean) => made ? "API key made" : "API key found",
    appDone: (made: boolean) => made ? "TwiML App made" : "TwiML App set up",
    anyNumber: "the number",
    good: "Good now.",
    stillThere: "It is not good yet. The row above says what is left.",
  },
  testCall: {
    title: "Test call",
    intro: "Proves that a call gets from Twilio to a phone of yours.",
    number: "Number to ring",
    noNumber: "There is no number to ring yet. Bring one in first.",
    fromUs: "We ring it from another of your numbers. Twilio bills two legs, a minute each.",
    byYou: "You have one number, so you dial it yourself. Twilio bills one leg.",
    ringsHere: "This browser rings, too, if the number rings you.",
    offline: "This browser does not ring: you are offline.",
    away: "This browser does not ring: you are away.",
    ringsElsewhere: "This browser does not ring right now. The phone says why.",
    start: "Ring it",
    watch: "I will dial it",
    again: "Try again",
    running: "Running…",
    close: "Close",
    placing: "Placing the call",
    placed: (from: string) => `Called from ${from}`,
    notPlaced: "The call was not placed",
    dial: (number: string) => `Dial ${number} from a telephone`,
    dialed: "You dialed it",
    arrives: "The call reaches us",
    arriving: "Waiting for the call to reach us",
    arrived: "The call reached us",
    notArrived: "The call did not reach us",
    rings: "Phones ring",
    ringing: (names: string) => `It rings at ${names}`,
    rang: (names: string) => `It rang at ${names}`,
    rangNobody: "It rang nobody",
    answers: "Somebody answers",
    answering: "Answer it on one of these phones",
    answered: (name: string) => `${name} answered`,
    answeredBySomebody: "It was answered",
    notAnswered: "Nobody answered",
    nothing: (seconds: number) => `Nothing arrived within ${seconds} s.`,
    nothingPlaced: (number: string) =>
      `Twilio took the call, and ${number} did not bring it here. Press Check now: the rows below say what is wrong.`,
    nothingDialed: (number: string) =>
      `If you heard it ring or an announcement, ${number} is answered elsewhere. Press Check now: the rows below say where.`,
    proved: (number: string) => `Proved: calls to ${number} reach us, ring and are answered.`,
    notProvedSound: "Not proved: that both sides hear each other. Say a word to be sure.",
    notProvedVoice:
      "Whoever answered hears a sentence of ours. Not proved: that callers hear you. Call in once to be sure.",
    provedRing: (number: string) => `Proved: calls to ${number} reach us and ring.`,
    notProvedAnswer: "Not proved: that they can be answered, since nobody did.",
    provedArrival: (number: string) => `Proved: calls to ${number} reach us.`,
    notProvedRing:
      "Not proved: that they ring, since nobody with this number is available. Go online, then try again.",
  },
};

export type Words = typeof en;
export const { reach, health, checkNames, change, repair, testCall } = inLanguage({ en });

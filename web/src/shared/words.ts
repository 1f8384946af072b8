// Every sentence that the screens say. Short, plain, in the present tense, without blame.
import { lengthText } from "./ui/duration.ts";

export const app = "Softphone";

/** What the toast's place is called. */
export const news = "News";

export const passwordField = {
  show: "Show password",
  hide: "Hide password",
} as const;

export const problem = {
  copy: "Copy",
  copyCode: (code: string) => `Copy the code ${code}`,
  copied: "Copied",
} as const;

export const start = {
  loading: "Starting…",
  offline: "The phone system can’t be reached.",
  offlineNext: "You’ll be signed in automatically when the network is back.",
  failed: "Your workspace can’t be read right now.",
  retry: "Try again",
  signOut: "Sign out",
} as const;

export const frame = {
  phone: "Phone",
  pages: "Pages",
  calls: "Calls",
  skip: "Skip to the desk",
  callStrip: "Running call",
  workspace: "Workspace",
  newWorkspace: "New workspace…",
  callKeepsWorkspace: "A call runs in this workspace. Hang up first.",
  sounds: "Sound settings",
  soundsFailed: "Sound settings can’t be loaded right now.",
  helpFailed: "The list of shortcuts can’t be loaded right now.",
  seatOff: (workspace: string) => `Your access to ${workspace} was turned off`,
  seatOffNext: "Ask an admin. Once it’s restored, everything comes back here by itself.",
  signedOut: "You’re signed out",
  signedOutNext: "You can finish this call. Then sign in again.",
  again: "Try again",
  failed: "This page can’t be shown. Your phone still works.",
} as const;

export const presence = {
  label: "Your status",
  available: "Available",
  away: "Away",
  offline: "Offline",
  goingOnline: "Going online",
  reconnecting: "Reconnecting",
  onACall: "On a call",
  notRinging: "Not ringing",
  notSetUp: "Not set up",
  setByPhone: "On a call is set by the phone, as long as a call runs.",
  theme: "Appearance",
  themes: { system: "As the system", light: "Light", dark: "Dark" },
  account: "Your account",
  shortcuts: "Keyboard shortcuts",
  signOut: "Sign out",
} as const;

export const reach = {
  offline: "You are offline",
  offlineText: "Calls go to the others. You can still call.",
  noLines: "Nobody can call yet: the workspace has no number.",
  goOnline: "Go online",
  away: "You are away",
  awayText: "Calls go to the others. You can still call.",
  beAvailable: "Be available",
  goingOnline: "Going online…",
  allowMicrophone: "Allow the microphone in the box above.",
  slow: "This takes longer than it should.",
  tryAgain: "Try again",
  unreachable: "You will not ring",
  since: (clock: string) => `since ${clock}`,
  fixNow: "Fix now",
  causes: {
    "connection-lost": "The connection is lost, so calls go to the others.",
    "token-refused": "Your sign-in for calls was refused, so calls go to the others.",
    "registration-lost": "The phone network let go of this phone, so calls go to the others.",
    "opened-elsewhere": "The phone was opened in another tab or browser, so calls ring there.",
    "seat-inactive": "Your seat in this workspace is switched off. An admin can switch it on.",
  },
  blocked: "Your microphone is blocked",
  blockedText:
    "Nobody could hear you, so you do not ring. Allow the microphone in the address bar, then try again.",
  missing: "No microphone found",
  missingText: "Nobody could hear you, so you do not ring. Plug one in.",
  notConnected: "This phone is not connected yet",
  notConnectedAgent: (workspace: string) => `An admin of ${workspace} has to connect Twilio first.`,
  notConnectedAdmin: "Connect Twilio to make the first call.",
  connect: "Connect",
  askThem: "Ask them",
  request: (workspace: string) =>
    `Connect Twilio in Softphone for ${workspace}, so that I can take calls.`,
  requestCopied: "The request is copied. Send it to an admin.",
} as const;

export const foot = {
  ready: "Ready to ring",
  away: "Away, you do not ring",
  ringing: "Ringing here",
  reconnecting: "Reconnecting…",
  noNetwork: (clock: string) => `No network since ${clock}`,
  microphone: "System microphone",
} as const;

export const dial = {
  number: "Phone number",
  deleteDigit: "Delete last digit",
  there: (place: string, time: string) => `${place}, ${time} there`,
  nightThere: (inPlace: string, time: string) => `It is ${time} ${inPlace}.`,
  from: "From",
  noNumber: "No number yet",
  keypad: "Keypad",
  placeCall: "Place Call",
  typeNumber: "Type or paste a number.",
  fixFirst: "You can call again when this is solved.",
  askForNumber: "You have no number to call from. Ask an admin.",
  takeNumber: "You have no number to call from. Give yourself one in Setup.",
  paused: "Calls out are paused.",
} as const;

export const paused = {
  title: "Calls out are paused",
  inStillRings: "Calls in still ring.",
  goesOn: (when: string) => `Goes on ${when}.`,
  ask: "Ask an admin",
  raise: "Raise the limit",
  open: "Open the policy",
  request: (workspace: string, why: string) =>
    `Calls out of ${workspace} are paused in Softphone. ${why} Can they go on?`,
  requestCopied: "The request is copied. Send it to an admin.",
} as const;

export const call = {
  controls: "Call controls",
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
  mute: "Mute",
  unmute: "Unmute",
  hold: "Hold",
  keypad: "Keypad",
  closeKeypad: "Close keypad",
  digitsSent: "Digits sent",
  tones: "Tones go to the other side as you type",
  transfer: "Transfer",
  add: "Add",
  record: "Record",
  keypadOpens: "The keypad opens when it rings.",
  notYet: "Hold, transfer, add and record can’t be used yet.",
  cancel: "Cancel call",
  hangUp: "Hang up",
  incoming: "Incoming call",
  to: "to",
  answer: "Answer",
  decline: "Decline",
  declineRings: (others: number) =>
    others > 0 ? `Decline rings the other ${others}` : "Nobody else rings",
  answers: "answers",
  reconnecting: "Reconnecting…",
  mayNotHear: ["They may not hear you.", "Stay on the line."],
  lost: "The connection is lost.",
  callBack: "Call back",
  callAgain: "Call again",
  unknown: "Unknown caller",
  withheld: "Number withheld",
  openCall: "Back to the call",
} as const;

const endings = {
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
} as const;

/** "Ended by them, 9 min 14 s", "Busy"; a call in that nobody took is missed, however it ended. */
export function endedText(call: {
  direction: "inbound" | "outbound";
  ending: keyof typeof endings;
  talkedSeconds: number | null;
}): string {
  const gaveUp = call.ending === "canceled" || call.ending === "no-answer";
  if (call.direction === "inbound" && gaveUp) return "Missed";
  const word = endings[call.ending];
  return call.talkedSeconds === null ? word : `${word}, ${lengthText(call.talkedSeconds)}`;
}

/** @param taker the colleague's name, when it is known */
export function tookIt(taker: string | null, caller: string): string {
  return `${taker ?? "A colleague"} took the call from ${caller}.`;
}

export const says = {
  offline: "You are offline",
  goingOnline: "Going online",
  ready: "You are online and will ring",
  away: "You are away and will not ring",
  reconnecting: "Reconnecting",
  connected: "Connected again",
  unreachable: "You will not ring. Fix now",
  blocked: "Your microphone is blocked.",
  missing: "No microphone found.",
  calling: (who: string) => `Calling ${who}`,
  ringing: "Ringing",
  earlyMedia: "You hear their line",
  onCall: (who: string) => `On call with ${who}`,
  onCallMuted: (who: string) => `On call with ${who}. You are muted`,
  muted: "Muted",
  unmuted: "You can be heard",
  incoming: (who: string, line: string) => `Incoming call from ${who} to ${line}`,
} as const;

export const calls = {
  mine: "My calls",
  everyones: "Calls",
  filter: "Which calls",
  all: "All",
  missed: (count: number) => count > 0 ? `Missed ${count}` : "Missed",
  empty: "No calls yet. Yours appear here as they happen.",
  noneMissed: "No missed calls.",
  beforeYouAnswer: "Before you answer",
  recent: "Recent",
  title: "Kind of call",
  who: "Who",
  number: "Number",
  line: "Line",
  agent: "Agent",
  whatHappened: "What happened",
  length: "Length",
  time: "Time",
  today: "Today",
  yesterday: "Yesterday",
  you: "You",
  nobody: "nobody",
  callBack: "Call back",
  call: "Call",
  callTo: (who: string) => `Call ${who} back`,
  now: "now",
  older: "Show older calls",
  upToDate: "Live, up to date",
  reconnecting: "Reconnecting",
  summary: (count: number, talked: string | null) =>
    `${count} ${count === 1 ? "call" : "calls"} today${
      talked === null ? "" : ` · talked ${talked}`
    }`,
  called: (line: string, when: string) => `called ${line} ${when}.`,
  notCalledBack: "You have not called back.",
  nobodyCalledBack: "Nobody has called back.",
  minutesAgo: (minutes: number) =>
    minutes < 1 ? "just now" : minutes === 1 ? "a minute ago" : `${minutes} minutes ago`,
  at: (clock: string) => `at ${clock}`,
  onDay: (day: string, clock: string) => `on ${day} at ${clock}`,
} as const;

export const happened = {
  calling: "Calling",
  ringing: "Ringing",
  talking: "Talking",
  missed: "Missed",
  canceled: "Canceled",
  busy: "Busy",
  noAnswer: "No answer",
  notInService: "not in service",
  notAllowed: "not allowed by the policy",
  blocked: "Blocked",
  declined: "declined",
  failed: "Failed",
  neverConnected: "Did not start",
  answeredBy: (who: string) => `Answered by ${who}`,
  answered: "Answered",
  answeredElsewhere: "Answered by a colleague",
  talked: (seconds: number) => `Talked ${lengthText(seconds)}`,
  rang: (seconds: number) => `rang ${lengthText(seconds)}`,
} as const;

export const colleagues = {
  title: "Colleagues",
  available: "Available",
  away: "Away",
  offline: "Offline",
  onACall: "On a call",
  forMinutes: (word: string, minutes: number) => minutes < 1 ? word : `${word}, ${minutes} min`,
} as const;

const seconds = new Intl.NumberFormat(undefined, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

export const setup = {
  tab: "Setup",
  pages: "Setup pages",
  phoneSystem: "Phone system",
  people: "People",
  connection: "Connection",
  numbers: "Numbers",
  policy: "Policy",
  audit: "Audit log",
  workspace: "Workspace",
  health: "Health",
  problems: (count: number) => `${count} ${count === 1 ? "problem" : "problems"}`,
  team: "Team",
  twilioSays: (words: string) => `Twilio says: ${words}`,
  meansThis: (message: string, next: string) => `This means: ${message} ${next}`,
  /** Agents read of the same code, too; this is for whoever can mend it. */
  wrongCredentials: {
    message: "This Account SID and Auth Token do not belong together.",
    next:
      "Copy both again from the first page of Twilio’s console. Accounts outside of the region US1 can’t be used.",
  },
  undone: {
    key: { was: "API key made", now: "Undone: the new key is deleted." },
    app: { was: "TwiML App made", now: "Undone: the new app is deleted." },
    number: { was: "Number pointed here", now: "Undone: the number was put back." },
  },
  tryAgain: "Try again",
  notDone: "Not done",
  seconds: (ms: number) => `${seconds.format(ms / 1000)} s`,
} as const;

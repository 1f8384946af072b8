// What the Connection page says.
import { inLanguage } from "../../shared/language.ts";

const count = (of: number, one: string, many: string) => `${of} ${of === 1 ? one : many}`;

const en = {
  connection: {
    title: "Connect your Twilio account",
    sub: "Two values from Twilio’s console. We do the rest, and undo it when you disconnect.",
    connectedTitle: "Your Twilio account",
    connectedSub: "Press Save at any time to check everything and repair it.",
    accountSid: "Account SID",
    authToken: "Auth Token",
    sealed: "Sealed. Never shown again.",
    replace: "Replace",
    save: "Save",
    saving: "Saving…",
    stepOf: (at: number, of: number) => `Step ${at} of ${of}`,
    repeatable: "You can close this page or press Save again at any time. Nothing is made twice.",
    sidFirst: "An Account SID is AC and 32 more characters, digits and the letters a to f.",
    tokenFirst: "Enter the Auth Token. It stands under the Account SID in Twilio’s console.",
    loading: "Reading the connection…",
    prove: "Check everything",
    proveHow: "The signature, the addresses and each number are tested, and a test call rings you.",
    share: "Share the numbers",
    shareHow: "Say who may call from each, whom it rings, and what it is called here.",
    invite: "Invite the others",
    inviteHow: "Each gets a link that works once.",
    where: "Both stand on the first page of Twilio’s console, in Account Info.",
    openConsole: "Open it",
    noAccount: "No account there yet?",
    makeAccount: "Make one",
    account: "Account",
    kind: (isTrial: boolean, isSubaccount: boolean) =>
      `${isTrial ? "Trial" : "Full"} ${isSubaccount ? "subaccount" : "account"}`,
    trial: "A trial account calls only numbers that you verified in Twilio’s console.",
    key: "API key",
    app: "TwiML App",
    none: "None yet",
    numbers: "Numbers",
  },
  step: {
    check: {
      todo: "Check the credentials",
      now: "Checking the credentials",
      done: "Credentials checked",
      failed: "Credentials not accepted",
      fact: "Twilio knows this account and token. The token is sealed.",
    },
    key: {
      todo: "Make an API key",
      now: "Making an API key",
      done: (made: boolean) => made ? "API key made" : "API key found",
      failed: "No API key",
      fact: (deleted: number) =>
        deleted === 0
          ? "Only for this workspace. Its secret is sealed."
          : `Only for this workspace. ${
            count(deleted, "key", "keys")
          } of an interrupted Save deleted.`,
    },
    app: {
      todo: "Set up the TwiML App",
      now: "Setting up the TwiML App",
      done: (made: boolean) => made ? "TwiML App made" : "TwiML App found",
      failed: "No TwiML App",
      fact: (name: string, made: boolean, changed: boolean) => {
        if (made) return `${name}, with our voice, fallback and status addresses.`;
        return changed
          ? `${name} was already there. Voice, fallback and status addresses set.`
          : `${name} was already there, with the right addresses.`;
      },
    },
    numbers: {
      todo: "List the numbers",
      now: "Listing the numbers",
      done: "Numbers listed",
      failed: "Numbers not listed",
      fact: (of: number) =>
        of === 0
          ? "This account has no number with voice. Buy one in Twilio’s console, then press Save again."
          : `${count(of, "number", "numbers")} with voice.`,
    },
    move: {
      todo: "Bring numbers in",
      choose: "Pick the numbers to bring in",
      now: "Bringing numbers in",
      done: "Numbers brought in",
      failed: "Not every number came in",
      fact: "Calls to them ring here. A new one rings you.",
    },
    release: {
      todo: "Give the numbers back",
      now: "Giving the numbers back",
      done: "Numbers given back",
      failed: "A number was not given back",
    },
    forget: {
      todo: "Delete app, key and token",
      now: "Deleting app, key and token",
      done: "App and key deleted, token forgotten",
      failed: "Not disconnected yet",
      leftApp: "The TwiML App leads elsewhere now and was left alone.",
    },
  },
  numbers: {
    title: "Numbers",
    bringIn: "Bring in",
    bring: (of: number) => of === 0 ? "Bring in" : `Bring in ${count(of, "number", "numbers")}`,
    number: "Number",
    answeredBy: "Answered by until now",
    now: "Now",
    pickFirst: "Pick a number first.",
    picked: "Picked",
    ours: "Ours",
    moving: "Moving",
    failed: "Not moved",
    leftAlone: "Left alone",
    kept: "What was there before is kept and comes back when you disconnect.",
    pick: (number: string) => `Bring in ${number}`,
    answers: {
      here: () => "This workspace",
      nothing: () => "Nothing",
      url: (name: string | null) => `A web address${name === null ? "" : `, ${name}`}`,
      bin: () => "A TwiML Bin",
      demo: () => "Twilio’s demo",
      app: (name: string | null) => name === null ? "Another app" : `App “${name}”`,
      trunk: (name: string | null) => name === null ? "A SIP trunk" : `SIP trunk “${name}”`,
    },
  },
  leave: {
    button: "Disconnect",
    title: (account: string) => `Disconnect ${account}?`,
    text: (of: number) =>
      `Nobody here can call or be called until you connect again. ${
        of === 0
          ? "The"
          : `${count(of, "number goes", "numbers go")} back to what answered before; the`
      } TwiML App and the API key are deleted, and the token is forgotten. Calls in the log stay.`,
    confirm: (account: string) => `Disconnect ${account}`,
    cancel: "Stay connected",
    outcomes: {
      "restored": "answered as before",
      "left-alone": "changed by hand since, left alone",
      "gone": "not in the account any more",
    },
  },
  apiKey: {
    rotate: "Rotate the key",
    rotating: "Making a new key…",
    why: "Nobody is interrupted: each phone takes the new key between its calls.",
    progress: (moved: number, dialers: number) =>
      dialers === 0
        ? "No phone is online. The former key is deleted in a moment."
        : `${moved} of ${count(dialers, "phone has", "phones have")} the new key.`,
    goes: (at: string) => `The former key is deleted when all have it, at ${at} at the latest.`,
    done: "Every phone has the new key. The former key is deleted.",
  },
  token: {
    title: "Rotate the auth token",
    store: {
      how:
        "In Twilio’s console, open API keys & tokens and create a secondary token. Store it here first: " +
        "then no call is missed while Twilio changes over.",
      label: "Secondary token",
      button: "Store the next token",
      first: "Enter the secondary token.",
    },
    next: {
      how:
        "The next token is stored. Now promote it in Twilio’s console, then make it the token here. Calls signed with " +
        "either are accepted.",
      button: "Make it the token",
      discard: "Discard it",
    },
    former: {
      how:
        "Twilio signs with the new token. Calls signed with the former one are still accepted. Remove it when no call of " +
        "before is left.",
      button: "Remove the former token",
    },
    stored: "The next token is stored.",
    promoted: "The next token is the token now.",
    removed: "The other token is removed.",
  },
  forget: {
    why:
      "While Twilio does not open this account, nothing there can be undone from here. Store a new token above, or forget " +
      "the account.",
    button: "Forget without Twilio",
    title: (account: string) => `Forget ${account} without Twilio?`,
    text: (left: string) =>
      `Nobody here can call or be called until you connect again, and these stay at Twilio for you to remove: ${left}. ` +
      "Calls in the log stay.",
    confirm: (account: string) => `Forget ${account}`,
    cancel: "Keep it",
    left: "Forgotten. These are left at Twilio",
    how:
      "Remove them in Twilio’s console. A number that still points here gets no answer until you do.",
    account: "Account",
    app: "TwiML App",
    key: (of: number) => of === 1 ? "API key" : "API keys",
    numbers: "Numbers",
    nothing: "nothing that we know of",
  },
};

export type Words = typeof en;
export const { connection, step, numbers, leave, apiKey, token, forget } = inLanguage({ en });

// What the Connection page says.
import { inLanguage } from "../../shared/language.ts";

const count = (of: number, one: string, many: string) => `${of} ${of === 1 ? one : many}`;

const en = {
  connection: {
    title: "Connect your Twilio account",
    sub: "Two values from the Twilio console. We do the rest, and undo it when you disconnect.",
    connectedTitle: "Your Twilio account",
    connectedSub: "Save again to check and repair the connection.",
    accountSid: "Account SID",
    authToken: "Auth Token",
    sealed: "Encrypted. Never shown again.",
    replace: "Replace",
    save: "Save",
    saving: "Saving…",
    stepOf: (at: number, of: number) => `Step ${at} of ${of}`,
    repeatable:
      "You can close this page or press Save again at any time. Nothing is created twice.",
    sidFirst: "An Account SID is AC followed by 32 digits or letters from a to f.",
    tokenFirst: "Enter the Auth Token. You’ll find it below the Account SID in the Twilio console.",
    loading: "Loading the connection…",
    prove: "Check everything",
    proveHow: "We test the signature, the addresses and each number, and place a test call to you.",
    share: "Share the numbers",
    shareHow: "Choose who can call from each number, who it rings and what it’s called here.",
    invite: "Invite your team",
    inviteHow: "Each person gets a link that works once.",
    where: "You’ll find both on the home page of the Twilio console, under Account Info.",
    openConsole: "Open it",
    noAccount: "No Twilio account yet?",
    makeAccount: "Create one",
    account: "Account",
    kind: (isTrial: boolean, isSubaccount: boolean) =>
      `${isTrial ? "Trial" : "Full"} ${isSubaccount ? "subaccount" : "account"}`,
    trial: "A trial account can only call numbers that you’ve verified in the Twilio console.",
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
      fact: "Twilio knows this account and token. The token is encrypted.",
    },
    key: {
      todo: "Create an API key",
      now: "Creating an API key",
      done: (made: boolean) => made ? "API key created" : "API key found",
      failed: "No API key",
      fact: (deleted: number) =>
        deleted === 0
          ? "Only for this workspace. Its secret is encrypted."
          : `Only for this workspace. ${
            count(deleted, "key", "keys")
          } of an interrupted Save deleted.`,
    },
    app: {
      todo: "Set up the TwiML App",
      now: "Setting up the TwiML App",
      done: (made: boolean) => made ? "TwiML App created" : "TwiML App found",
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
          ? "This account has no number with voice. Buy one in the Twilio console, then save again."
          : `${count(of, "number", "numbers")} with voice.`,
    },
    move: {
      todo: "Add numbers",
      choose: "Choose the numbers to add",
      now: "Adding numbers",
      done: "Numbers added",
      failed: "Not all numbers were added",
      fact: "Calls to these numbers now ring here. New numbers ring you first.",
    },
    release: {
      todo: "Return the numbers",
      now: "Returning the numbers",
      done: "Numbers returned",
      failed: "A number wasn’t returned",
    },
    forget: {
      todo: "Delete app, key and token",
      now: "Deleting app, key and token",
      done: "App, key and token deleted",
      failed: "Not disconnected yet",
      leftApp: "The TwiML App points elsewhere now and was not changed.",
      leftRecordings: (of: number) =>
        `${count(of, "recording stays", "recordings stay")} at Twilio.`,
    },
  },
  numbers: {
    title: "Numbers",
    bringIn: "Add",
    bring: (of: number) => of === 0 ? "Add" : `Add ${count(of, "number", "numbers")}`,
    number: "Number",
    answeredBy: "Currently goes to",
    now: "Now",
    pickFirst: "Select a number first.",
    picked: "Selected",
    ours: "Added",
    moving: "Adding",
    failed: "Not added",
    leftAlone: "Not changed",
    kept: "The current settings are saved and come back when you disconnect.",
    pick: (number: string) => `Add ${number}`,
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
    text: (of: number, recordings: number) =>
      `Nobody here can make or take calls until you connect again. ${
        of === 0
          ? "The"
          : `${count(of, "number goes", "numbers go")} back to what answered before. The`
      } TwiML App, the API key and the token are deleted. The call log is kept.${
        recordings === 0
          ? ""
          : ` ${
            count(recordings, "recording stays", "recordings stay")
          } at Twilio, and can’t be played or deleted here until you connect this account again.`
      }`,
    confirm: (account: string) => `Disconnect ${account}`,
    cancel: "Stay connected",
    outcomes: {
      "restored": "answered as before",
      "left-alone": "changed by hand since, not touched",
      "gone": "no longer in the account",
    },
  },
  apiKey: {
    rotate: "Rotate the key",
    rotating: "Creating a new key…",
    why: "Nobody is interrupted. Each phone takes the new key between calls.",
    progress: (moved: number, dialers: number) =>
      dialers === 0
        ? "No phone is online. The old key will be deleted in a moment."
        : `${moved} of ${count(dialers, "phone has", "phones have")} the new key.`,
    goes: (at: string) =>
      `The old key is deleted once all of them have it, by ${at} at the latest.`,
    done: "Every phone has the new key. The old key was deleted.",
  },
  token: {
    title: "Rotate the Auth Token",
    store: {
      how:
        "In the Twilio console, open API keys & tokens and create a secondary token. Store it here first, " +
        "so that no call is missed while Twilio switches over.",
      label: "Secondary token",
      button: "Store the next token",
      first: "Enter the secondary token.",
    },
    next: {
      how:
        "The next token is stored. Now promote it in the Twilio console, then make it the current token here. Calls signed with " +
        "either are accepted.",
      button: "Make it the current token",
      discard: "Discard it",
    },
    former: {
      how:
        "Twilio signs with the new token. Calls signed with the old one are still accepted. Remove it once no earlier " +
        "call is left.",
      button: "Remove the old token",
    },
    stored: "The next token was stored.",
    promoted: "The next token is now the current token.",
    removed: "The other token was removed.",
  },
  forget: {
    why:
      "Twilio denies access to this account, so nothing there can be undone from here. Store a new token above, or remove " +
      "the account.",
    button: "Remove without Twilio",
    title: (account: string) => `Remove ${account} without Twilio?`,
    text: (left: string) =>
      `Nobody here can call or be called until you connect again, and these are left for you to remove at Twilio: ${left}. ` +
      "The call log is kept.",
    confirm: (account: string) => `Remove ${account}`,
    cancel: "Keep it",
    left: "Removed. These are left at Twilio",
    how:
      "Remove them in the Twilio console. A number that still points here gets no answer until you do.",
    account: "Account",
    app: "TwiML App",
    key: (of: number) => of === 1 ? "API key" : "API keys",
    numbers: "Numbers",
    recordings: "Recordings",
    nothing: "nothing that we know of",
  },
};

export type Words = typeof en;
export const { connection, step, numbers, leave, apiKey, token, forget } = inLanguage({ en });

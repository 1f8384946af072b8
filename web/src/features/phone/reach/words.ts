// What is said of whether this phone would ring.
import { inLanguage } from "../../../shared/language.ts";

const en = {
  presence: {
    label: "Your status",
    goingOnline: "Going online",
    reconnecting: "Reconnecting",
    notRinging: "Not ringing",
    notSetUp: "Not set up",
    waiting: "Waiting for a click",
    setByPhone: "On a call is set by the phone, as long as a call runs.",
    theme: "Appearance",
    themes: { system: "As the system", light: "Light", dark: "Dark" },
    account: "Your account",
    shortcuts: "Keyboard shortcuts",
    signOut: "Sign out",
  },
  reach: {
    offline: "You are offline",
    offlineText: "Calls go to the others. You can still call.",
    noLines: "Nobody can call yet: the workspace has no number.",
    noTwilio: "Nobody can call or be called: Twilio isn’t connected.",
    needsClick: "Click anywhere to go online",
    needsClickText: "Your browser doesn’t let this page ring until you click or press a key.",
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
      "seat-inactive": "Your seat in this workspace is switched off. An admin can switch it on.",
    },
    microphone: {
      "blocked": {
        title: "Your microphone is blocked",
        text:
          "Nobody could hear you, so you do not ring. Allow the microphone in the address bar, then try again.",
      },
      "missing": {
        title: "No microphone found",
        text: "Nobody could hear you, so you do not ring. Plug one in.",
      },
      "in-use": {
        title: "Your microphone is in use",
        text:
          "Another program is using it, so nobody could hear you and you do not ring. Close that program, then try again.",
      },
      "no-webrtc": {
        title: "This browser can’t make calls",
        text:
          "WebRTC is turned off, by an extension or by a policy of your company. Allow it, then reload the page.",
      },
    },
    notConnected: "This phone is not connected yet",
    notConnectedAgent: (workspace: string) =>
      `An admin of ${workspace} has to connect Twilio first.`,
    notConnectedAdmin: "Connect Twilio to make the first call.",
    connect: "Connect",
    askThem: "Ask them",
    request: (workspace: string) =>
      `Connect Twilio in Softphone for ${workspace}, so that I can take calls.`,
    requestCopied: "The request is copied. Send it to an admin.",
  },
};

export type Words = typeof en;
export const { presence, reach } = inLanguage({ en });

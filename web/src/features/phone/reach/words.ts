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
    setByPhone: "“On a call” is set by the phone while you’re on a call.",
    wrapUp: "“Wrap-up” is set by the phone after a call. It ends by itself.",
    theme: "Appearance",
    themes: { system: "Match system", light: "Light", dark: "Dark" },
    account: "Your account",
    shortcuts: "Keyboard shortcuts",
    signOut: "Sign out",
  },
  reach: {
    offline: "You’re offline",
    offlineText: "Calls go to your colleagues. You can still make calls.",
    noLines: "Nobody can make calls yet because the workspace has no number.",
    noTwilio: "Nobody can make or take calls because Twilio isn’t connected.",
    needsClick: "Click anywhere to go online",
    needsClickText: "Your browser doesn’t let this page ring until you click or press a key.",
    goOnline: "Go online",
    away: "You’re away",
    awayText: "Calls go to your colleagues. You can still make calls.",
    beAvailable: "I’m back",
    goingOnline: "Going online…",
    allowMicrophone: "Allow the microphone when the browser asks.",
    slow: "This is taking longer than it should.",
    tryAgain: "Try again",
    unreachable: "Calls can’t reach you",
    since: (clock: string) => `since ${clock}`,
    fixNow: "Fix now",
    causes: {
      "connection-lost": "The connection is lost, so calls go to your colleagues.",
      "token-refused": "Your sign-in for calls was refused, so calls go to your colleagues.",
      "registration-lost": "The phone network dropped this phone, so calls go to your colleagues.",
      "seat-inactive": "Your access to this workspace was deactivated. An admin can restore it.",
    },
    microphone: {
      "blocked": {
        title: "Your microphone is blocked",
        text:
          "Nobody could hear you, so calls don’t ring here. Allow the microphone in the address bar, then try again.",
      },
      "missing": {
        title: "No microphone found",
        text: "Nobody could hear you, so calls don’t ring here. Plug one in.",
      },
      "in-use": {
        title: "Your microphone is in use",
        text:
          "Another program is using it, so nobody could hear you and calls don’t ring here. Close that program, then try again.",
      },
      "no-webrtc": {
        title: "This browser can’t make calls",
        text:
          "WebRTC is turned off, either by an extension or by your company. Allow it, then reload the page.",
      },
    },
    notConnected: "This phone isn’t connected yet",
    notConnectedAgent: (workspace: string) =>
      `An admin of ${workspace} needs to connect Twilio first.`,
    notConnectedAdmin: "Connect Twilio to make the first call.",
    connect: "Connect",
    askThem: "Ask an admin",
    request: (workspace: string) =>
      `Could you connect Twilio in Softphone for ${workspace} so that I can take calls?`,
    requestCopied: "Request copied. Send it to an admin.",
  },
};

export type Words = typeof en;
export const { presence, reach } = inLanguage({ en });

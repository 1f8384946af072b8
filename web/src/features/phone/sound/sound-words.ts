import type { DeviceNews } from "../../../phone/device-news.ts";
import type { Tick } from "../../../phone/sound-choice.ts";
import type { LevelWord } from "./level-word.ts";

export const sounds = {
  title: "Sound settings",
  close: "Close",
  kept: "Kept in this browser, and used at once, in a running call too.",
  microphone: "Microphone",
  speaker: "Speaker",
  ringers: "Rings on",
  ticks: "Small sounds",
  systemDefault: (name: string) => name === "" ? "System default" : `System default (${name})`,
  notPlugged: (name: string) => `${name}, not plugged in`,
  standIn: (name: string, instead: string) =>
    `${name} is not plugged in. Until it is, ${
      instead === "" ? "the system’s own" : instead
    } is used.`,
  level: "Microphone level",
  ask: "The browser has not allowed the microphone yet.",
  allow: "Allow the microphone",
  blocked: "The microphone is blocked. Allow it in the address bar, then try again.",
  missing: "No microphone found. Plug one in.",
  tryAgain: "Try again",
  noSpeaker: "No speaker found. Plug one in.",
  fixedSpeaker:
    "This browser plays everything on the system’s speaker. Choose it in the system’s sound settings.",
  play: "Play",
  ring: "Ring",
  stop: "Stop",
  somewhere: "One stays on: the phone has to ring somewhere.",
  ringtoneStays: "The ringtone can’t be switched off.",
} as const;

export const levelText: Record<LevelWord, string> = {
  silent: "Say something.",
  quiet: "Too quiet. Bring the microphone nearer.",
  good: "Good.",
  loud: "Too loud. Move the microphone away.",
};

export const tickText: Record<Tick, string> = {
  ends: "They answer, they hang up",
  mute: "Mute on and off",
  lost: "Connection lost in a call",
  ringback: "Their telephone ringing",
  keys: "Keys of the keypad",
};

const noticeWhy =
  "A call can show over other windows while this tab is hidden, with Answer and Decline. The browser asks once.";

export const notices = {
  heading: "While this tab is hidden",
  why: noticeWhy,
  allow: "Show who calls",
  later: "Not now",
  states: {
    default: noticeWhy,
    granted: "A call shows over other windows, with who calls and which line.",
    denied:
      "The browser blocks it: a call only rings. Allow notifications for this site in the address bar.",
    unsupported: "This browser can’t show it: a call only rings. Keep this tab in view.",
  },
  title: (who: string) => `${who} calls`,
  body: (line: string) => `to ${line}`,
  answer: "Answer",
  decline: "Decline",
} as const;

/** "Jabra unplugged. Now on MacBook speakers." */
export function newsText({ gone, now, isMute }: DeviceNews): string {
  const sentences = [
    gone.length > 0 ? `${listed(gone)} unplugged.` : "",
    now.length > 0 ? `Now on ${listed(now)}.` : "",
    isMute ? "No microphone is left, so they can’t hear you. Plug one in." : "",
  ];
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

function listed(names: readonly string[]): string {
  return names.join(" and ");
}

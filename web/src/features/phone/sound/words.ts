// What Sound settings say, and the news of devices.
import type { Tick } from "../../../phone/sound-choice.ts";
import { inLanguage } from "../../../shared/language.ts";
import type { LevelWord } from "./level-word.ts";

const en = {
  sounds: {
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
    inUse: "Another program is using the microphone. Close it, then try again.",
    noWebRtc: "This browser can’t make calls: WebRTC is turned off.",
    tryAgain: "Try again",
    noSpeaker: "No speaker found. Plug one in.",
    fixedSpeaker:
      "This browser plays everything on the system’s speaker. Choose it in the system’s sound settings.",
    play: "Play",
    ring: "Ring",
    stop: "Stop",
    somewhere: "One stays on: the phone has to ring somewhere.",
    ringtoneStays: "The ringtone can’t be switched off.",
  },
  level: {
    silent: "Say something.",
    quiet: "Too quiet. Bring the microphone nearer.",
    good: "Good.",
    loud: "Too loud. Move the microphone away.",
  } satisfies Record<LevelWord, string>,
  ticks: {
    ends: "They answer, they hang up",
    mute: "Mute on and off",
    lost: "Connection lost in a call",
    ringback: "Their telephone ringing",
    keys: "Keys of the keypad",
  } satisfies Record<Tick, string>,
  news: {
    gone: (names: string) => `${names} unplugged.`,
    now: (names: string) => `Now on ${names}.`,
    mute: "No microphone is left, so they can’t hear you. Plug one in.",
    both: (names: readonly string[]) => names.join(" and "),
  },
};

export type Words = typeof en;
export const { sounds, level, ticks, news } = inLanguage({ en });

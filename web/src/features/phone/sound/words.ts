// What Sound settings say, and the news of devices.
import type { Tick } from "../../../phone/sound-choice.ts";
import { inLanguage } from "../../../shared/language.ts";
import type { LevelWord } from "./level-word.ts";

const en = {
  sounds: {
    title: "Sound settings",
    close: "Close",
    kept: "Saved in this browser. Changes apply immediately, even during a call.",
    microphone: "Microphone",
    speaker: "Speaker",
    ringers: "Rings on",
    ticks: "Sound effects",
    systemDefault: (name: string) => name === "" ? "System default" : `System default (${name})`,
    notPlugged: (name: string) => `${name} (not plugged in)`,
    standIn: (name: string, instead: string) =>
      `${name} isn’t plugged in. Until it is, ${
        instead === "" ? "the system default" : instead
      } is used.`,
    level: "Microphone level",
    ask: "The browser hasn’t allowed the microphone yet.",
    allow: "Allow the microphone",
    blocked: "The microphone is blocked. Allow it in the address bar, then try again.",
    missing: "No microphone found. Plug one in.",
    inUse: "Another program is using the microphone. Close it, then try again.",
    noWebRtc: "This browser can’t make calls: WebRTC is turned off.",
    tryAgain: "Try again",
    noSpeaker: "No speaker found. Plug one in.",
    fixedSpeaker:
      "This browser plays everything through the system’s speaker. Choose it in the system’s sound settings.",
    play: "Play",
    ring: "Ring",
    stop: "Stop",
    somewhere: "One always stays on, because the phone has to ring somewhere.",
    ringtoneStays: "The ringtone can’t be turned off.",
  },
  level: {
    silent: "Say something.",
    quiet: "Too quiet. Move the microphone closer.",
    good: "Good.",
    loud: "Too loud. Move the microphone away.",
  } satisfies Record<LevelWord, string>,
  ticks: {
    ends: "Call answered, call ended",
    mute: "Mute and unmute",
    lost: "Connection lost during a call",
    hold: "Reminder while someone is on hold",
    ringback: "Ringing tone",
    keys: "Keypad tones",
  } satisfies Record<Tick, string>,
  news: {
    gone: (names: string) => `${names} unplugged.`,
    now: (names: string) => `Now using ${names}.`,
    mute: "There is no microphone left, so they can’t hear you. Plug one in.",
    both: (names: readonly string[]) => names.join(" and "),
  },
};

export type Words = typeof en;
export const { sounds, level, ticks, news } = inLanguage({ en });

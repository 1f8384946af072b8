// What the phone says of recording.
import { inLanguage } from "../../../shared/language.ts";

const en = {
  recording: {
    record: "Record",
    pause: "Pause recording",
    resume: "Resume recording",
    isOff: "Calls on this number aren’t recorded.",
    on: "Recording",
    paused: "Recording paused",
    announcing: "Telling them before recording",
    told: (sentence: string) => `They were told “${sentence}”`,
    pausedByHold: "Recording stops on hold and continues when you resume.",
    resumesItself: "It continues by itself after two minutes.",
  },
};

export type Words = typeof en;
export const { recording } = inLanguage({ en });

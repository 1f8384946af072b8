// What the lamp adds about recording.
import { inLanguage } from "../../../shared/language.ts";

const en = {
  recordingLine: {
    told: "They were told before it began.",
    pausedByHold: "Recording stops on hold and continues when you resume.",
    resumesItself: "It continues by itself after two minutes.",
  },
};

export type Words = typeof en;
export const { recordingLine } = inLanguage({ en });

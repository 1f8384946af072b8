// What the keys and the news say of recording; line-words.ts has what the lamp says.
import { inLanguage } from "../../../shared/language.ts";

const en = {
  recording: {
    "record": "Record",
    "pause-recording": "Pause recording",
    "resume-recording": "Resume recording",
    isOff: "Calls on this number aren’t recorded.",
    on: "Recording",
    paused: "Recording paused",
    announcing: "Telling them before recording",
  },
};

export type Words = typeof en;
export const { recording } = inLanguage({ en });

// Notices when somebody begins to speak, and when they have stopped.

import { isAudible } from "../audio/loudness.ts";

/** Audible frames in a row that are speech, not a click: 50 ms. How long Twilio waits is unknown. */
const BEGINS = 5;
/** Silent frames in a row after which they have stopped: 1 s. */
const STOPS = 100;

/** @returns takes each frame that the person sends */
export function noticeTalk(changed: (talks: boolean) => void): (frame: Int16Array) => void {
  let talks = false;
  let row = 0;
  return (frame) => {
    row = isAudible(frame) === talks ? 0 : row + 1;
    if (row < (talks ? STOPS : BEGINS)) return;
    row = 0;
    talks = !talks;
    changed(talks);
  };
}

// What notifications say, and what is said of them.
import { inLanguage } from "../../../shared/language.ts";

const noticeWhy =
  "While this tab is hidden, calls can show as notifications with Answer and Decline. The browser asks once.";

const en = {
  notices: {
    heading: "While this tab is hidden",
    why: noticeWhy,
    allow: "Show who’s calling",
    later: "Not now",
    states: {
      default: noticeWhy,
      granted: "Calls show as notifications, with the caller and the line.",
      denied:
        "The browser blocks notifications, so calls only ring. Allow notifications for this site in the address bar.",
      unsupported:
        "This browser can’t show notifications, so calls only ring. Keep this tab in view.",
    },
    title: (who: string) => `${who} is calling`,
    body: (line: string) => `to ${line}`,
    answer: "Answer",
    decline: "Decline",
  },
};

export type Words = typeof en;
export const { notices } = inLanguage({ en });

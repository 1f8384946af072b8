// What more than one feature says, and what the parts of shared/ui say.
import { inLanguage, locale } from "./language.ts";

const seconds = new Intl.NumberFormat(locale, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** The product's name, in every language. */
export const app = "Softphone";

const en = {
  ui: {
    news: "News",
    copy: "Copy",
    copyCode: (code: string) => `Copy the code ${code}`,
    copied: "Copied",
    showPassword: "Show password",
    hidePassword: "Hide password",
  },
  steps: {
    twilioSays: (words: string) => `Twilio says: ${words}`,
    meansThis: (message: string, next: string) => `This means: ${message} ${next}`,
    wrongCredentials: {
      message: "This Account SID and Auth Token do not belong together.",
      next:
        "Copy both again from the first page of Twilio’s console. Accounts outside of the region US1 can’t be used.",
    },
    undone: {
      key: { was: "API key made", now: "Undone: the new key is deleted." },
      app: { was: "TwiML App made", now: "Undone: the new app is deleted." },
      number: { was: "Number pointed here", now: "Undone: the number was put back." },
    },
    tryAgain: "Try again",
    notDone: "Not done",
    seconds: (ms: number) => `${seconds.format(ms / 1000)} s`,
  },
  status: {
    available: "Available",
    away: "Away",
    offline: "Offline",
    onACall: "On a call",
  },
  otherSide: {
    unknown: "Unknown caller",
    withheld: "Number withheld",
    there: (place: string, time: string) => `${place}, ${time} there`,
  },
};

export type Words = typeof en;
export const { ui, steps, status, otherSide } = inLanguage({ en });

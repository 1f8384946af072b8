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
    news: "Notifications",
    copy: "Copy",
    copyCode: (code: string) => `Copy code ${code}`,
    copied: "Copied",
    showPassword: "Show password",
    hidePassword: "Hide password",
  },
  steps: {
    twilioSays: (words: string) => `Twilio says: ${words}`,
    meansThis: (message: string, next: string) => `This means: ${message} ${next}`,
    wrongCredentials: {
      message: "This Account SID and Auth Token don’t match.",
      next:
        "Copy both again from the home page of the Twilio console. Accounts outside the US1 region can’t be used.",
    },
    undone: {
      key: { was: "API key created", now: "Undone: the new key was deleted." },
      app: { was: "TwiML App created", now: "Undone: the new app was deleted." },
      number: { was: "Number routed here", now: "Undone: the number was set back." },
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
    wrapUp: "Wrap-up",
  },
  otherSide: {
    unknown: "Unknown caller",
    withheld: "Number withheld",
    there: (place: string, time: string) => `${place}, ${time} there`,
  },
};

export type Words = typeof en;
export const { ui, steps, status, otherSide } = inLanguage({ en });

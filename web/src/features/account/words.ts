// What the page about the person's own account says.
import { inLanguage } from "../../shared/language.ts";

const en = {
  account: {
    title: "Your account",
    signedInAs: (email: string) => `Signed in as ${email}.`,
    password: "Password",
    current: "Current password",
    next: "New password",
    change: "Change password",
    changing: "Changing…",
    changed: "Password changed. Use it the next time you sign in.",
    currentFirst: "Enter your current password.",
    nextFirst: "Enter a new password.",
  },
};

export type Words = typeof en;
export const { account } = inLanguage({ en });

// What the page about the person's own account says.
import { inLanguage } from "../../shared/language.ts";

const en = {
  account: {
    title: "Your account",
    signedInAs: (email: string) => `Signed in as ${email}`,
  },
  ownName: {
    heading: "Name",
    label: "Your name",
    labelIn: (workspace: string) => `Your name in ${workspace}`,
    hint: "Your colleagues see it.",
    save: "Save name",
    saving: "Saving…",
    saved: "Saved",
    first: "Enter your name.",
  },
  ownEmail: {
    heading: "Email",
    label: "New email",
    hint: "We’ll send a link to your current address and one to the new address.",
    change: "Change email",
    changing: "Sending…",
    sent: (now: string, next: string) =>
      `Check both mailboxes. Your email changes once you’ve opened the link sent to ${now} and the one sent to ${next}.`,
    first: "Enter your new email.",
    same: "This is already your email.",
  },
  ownPassword: {
    heading: "Password",
    current: "Current password",
    next: "New password",
    change: "Change password",
    changing: "Changing…",
    changed:
      "Password changed. Use it the next time you sign in. Other browsers have been signed out.",
    currentFirst: "Enter your current password.",
    nextFirst: "Enter a new password.",
  },
};

export type Words = typeof en;
export const { account, ownName, ownEmail, ownPassword } = inLanguage({ en });

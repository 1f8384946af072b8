// What the pages of signing in say.
import { inLanguage } from "../../shared/language.ts";

const en = {
  signIn: {
    title: "Sign in",
    email: "E-mail",
    password: "Password",
    forgot: "Forgot it?",
    signIn: "Sign in",
    working: "Signing in…",
    invited: "Invited by a colleague? Open the link in your e-mail. No account yet?",
    noAccount: "No account yet?",
    create: "Create one",
    foot: "Your phone goes online after you sign in, with one click.",
    emailFirst: "Enter your e-mail first.",
    passwordFirst: "Enter your password.",
    resetSent: (email: string) =>
      `If ${email} has an account, a link for a new password is on its way.`,
  },
  signUp: {
    title: "Create your account",
    name: "Your name",
    create: "Create account",
    working: "Creating your account…",
    haveOne: "Have an account already?",
    signIn: "Sign in",
    nameFirst: "Enter your name: your colleagues see it.",
    passwordFirst: "Choose a password.",
    sentTitle: "Look into your mail",
    sent: (email: string) =>
      `A link is on its way to ${email}. Open it in this browser, and you are signed in.`,
    sendAgain: "Send it again",
    sentAgain: "Sent again.",
    nothingCame:
      "Nothing came? Look into the spam. If you have an account already, no mail is sent:",
  },
  newPassword: {
    title: "Choose a new password",
    forWhom: (email: string) => `For ${email}. You are signed in as soon as it is saved.`,
    label: "New password",
    save: "Save and sign in",
    working: "Saving…",
    empty: "Enter a new password.",
  },
};

export type Words = typeof en;
export const { signIn, signUp, newPassword } = inLanguage({ en });

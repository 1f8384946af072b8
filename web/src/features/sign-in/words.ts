// What the pages of signing in say.
import { inLanguage } from "../../shared/language.ts";

const en = {
  signIn: {
    title: "Sign in",
    email: "Email",
    password: "Password",
    forgot: "Forgot password?",
    signIn: "Sign in",
    working: "Signing in…",
    invited: "Invited by a colleague? Open the link in the email you got. No account yet?",
    noAccount: "No account yet?",
    create: "Create one",
    foot: "After you sign in, your phone goes online with one click.",
    emailFirst: "Enter your email first.",
    passwordFirst: "Enter your password.",
    resetSent: (email: string) =>
      `If ${email} has an account, we’ve sent a link to reset the password.`,
  },
  signUp: {
    title: "Create your account",
    name: "Your name",
    create: "Create account",
    working: "Creating your account…",
    haveOne: "Already have an account?",
    signIn: "Sign in",
    nameFirst: "Enter your name. Your colleagues will see it.",
    passwordFirst: "Choose a password.",
    sentTitle: "Check your email",
    sent: (email: string) => `We sent a link to ${email}. Open it in this browser to sign in.`,
    sendAgain: "Send it again",
    sentAgain: "Sent again.",
    nothingCame:
      "Nothing arrived? Check your spam folder. If you already have an account, no email is sent:",
  },
  newPassword: {
    title: "Choose a new password",
    forWhom: (email: string) => `For ${email}. You’ll be signed in as soon as it’s saved.`,
    label: "New password",
    save: "Save and sign in",
    working: "Saving…",
    empty: "Enter a new password.",
  },
};

export type Words = typeof en;
export const { signIn, signUp, newPassword } = inLanguage({ en });

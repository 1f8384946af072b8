// What the pages of signing in say: accounts, mails' links and passwords.
import { inLanguage } from "../../shared/language.ts";

const press = {
  confirm: {
    title: "Confirm your email address",
    button: "Confirm",
    more: "Next, you’ll choose your password.",
  },
  password: {
    title: "Choose a new password",
    button: "Continue",
    more: "This link lets you set a new password.",
  },
  email: {
    title: "Confirm your new email address",
    button: "Confirm",
    more: "The change takes effect once both addresses have been confirmed.",
  },
};

const en = {
  signIn: {
    title: "Sign in",
    email: "Email",
    password: "Password",
    forgot: "Forgot password?",
    signIn: "Sign in",
    working: "Signing in…",
    invited: "Invited by a colleague? Open the link in your invitation email. No account yet?",
    noAccount: "No account yet?",
    create: "Create one",
    foot: "After you sign in, one click puts your phone online.",
    emailFirst: "Enter your email first.",
    passwordFirst: "Enter your password.",
    resetSent: (email: string) =>
      `If ${email} has an account, we’ve sent it a link to choose a new password.`,
  },
  signUp: {
    title: "Create your account",
    how: "We’ll email you a link. Open it to confirm your address and choose a password.",
    create: "Email me a link",
    working: "Sending…",
    haveOne: "Already have an account?",
    signIn: "Sign in",
    sentTitle: "Check your email",
    sent: (email: string) => `We sent a link to ${email}. Open it in this browser to continue.`,
    sendAgain: "Send it again",
    sentAgain: "Sent again.",
    nothingCame: "Didn’t get it? Check your spam folder.",
  },
  mailLink: {
    press: {
      signup: press.confirm,
      invite: press.confirm,
      recovery: press.password,
      magiclink: press.password,
      email_change: press.email,
    },
    working: "One moment…",
    stays: (email: string) => `You’re signed in as ${email} here. That stays as it is for now.`,
    halfTitle: "One more to go",
    half: "This address is confirmed. Now open the link we sent to the other address.",
    uselessTitle: "This link can’t be used",
    goOn: "Continue",
    switchTitle: "Who should be signed in?",
    switchText: (mine: string, theirs: string) =>
      `The password for ${mine} is saved. ${theirs} is signed in in this browser.`,
    switchTo: (mine: string) => `Sign in as ${mine}`,
    stay: (theirs: string) => `Stay signed in as ${theirs}`,
    callMayEnd: "A call in another tab can be finished first.",
  },
  newPassword: {
    title: "Choose a new password",
    titleFirst: "Set up your account",
    forWhom: (email: string) => `For ${email}.`,
    othersEnd: "Other browsers will be signed out.",
    name: "Your name",
    nameFirst: "Enter your name. Your colleagues see it.",
    label: "New password",
    labelFirst: "Password",
    save: "Save and sign in",
    working: "Saving…",
    empty: "Enter a password.",
  },
};

export type Words = typeof en;
export const { signIn, signUp, mailLink, newPassword } = inLanguage({ en });

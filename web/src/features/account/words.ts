// What the page about the person's own account says.

export const account = {
  title: "Your account",
  signedInAs: (email: string) => `Signed in as ${email}.`,
  password: "Password",
  current: "Current password",
  next: "New password",
  change: "Change password",
  changing: "Changing…",
  changed: "Changed. It holds from your next sign-in on.",
  currentFirst: "Enter your current password.",
  nextFirst: "Enter a new password.",
} as const;

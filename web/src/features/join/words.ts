// What the page behind an invitation's link says.
import { inLanguage } from "../../shared/language.ts";
import type { Invitation } from "./invitations.ts";

const roles = { admin: "an admin", supervisor: "a supervisor", agent: "an agent" } as const;

const en = {
  join: {
    loading: "Opening the invitation…",
    title: (workspace: string) => `Join ${workspace}`,
    invited: ({ workspace, email, role }: Invitation) =>
      `${email} has been invited to join ${workspace} as ${roles[role]}.`,
    firstAccount: "First, you need an account with this address.",
    join: "Join",
    joining: "Joining…",
    other: (user: string) =>
      `You’re signed in as ${user}, but this invitation is for another address.`,
    signOut: "Sign out",
    notNow: "Not now",
    goneTitle: "This invitation can’t be used",
    failedTitle: "The invitation can’t be loaded",
    goOn: "Continue without it",
    tryAgain: "Try again",
  },
};

export type Words = typeof en;
export const { join } = inLanguage({ en });

// What the page behind an invitation's link says.
import { inLanguage } from "../../shared/language.ts";
import type { Invitation } from "./invitations.ts";

const roles = { admin: "an admin", supervisor: "a supervisor", agent: "an agent" } as const;

const en = {
  join: {
    loading: "Reading the invitation…",
    title: (workspace: string) => `Join ${workspace}`,
    invited: ({ workspace, email, role }: Invitation) =>
      `${workspace} invites ${email} as ${roles[role]}.`,
    firstAccount: "First you need an account with this address.",
    join: "Join",
    joining: "Joining…",
    other: (user: string) =>
      `You are signed in as ${user}, and this invitation is for another address.`,
    signOut: "Sign out",
    notNow: "Not now",
    goneTitle: "This invitation can’t be used",
    failedTitle: "The invitation can’t be read",
    goOn: "Go on without it",
    tryAgain: "Try again",
  },
};

export type Words = typeof en;
export const { join } = inLanguage({ en });

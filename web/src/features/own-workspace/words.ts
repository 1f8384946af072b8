// What is said about making a workspace, and about its name and home.
import { inLanguage } from "../../shared/language.ts";

const en = {
  ownWorkspace: {
    noSeat: "You don’t have a workspace yet",
    make: "Create one and you’ll be its admin. Then connect a Twilio account and invite your team.",
    invited: (email: string) =>
      `Invited by a colleague? Open the invitation link in this browser, where you’re signed in as ${email}. If you had access before, an admin can restore it.`,
    title: "New workspace",
    sub: "You’ll be its admin. Then connect a Twilio account and invite your team.",
    name: "Name",
    country: "Home country",
    countryWhy: "Numbers without a country code are treated as being in this country.",
    create: "Create workspace",
    creating: "Creating the workspace…",
    nameFirst: "Enter a name, such as your company’s or your team’s.",
    signOut: "Sign out",
    made: (name: string) => `${name} is yours. Connect its Twilio account.`,
  },
  settings: {
    title: "Workspace",
    sub: "What the team sees, and how numbers are read here.",
    save: "Save",
    saving: "Saving…",
    saved: "Saved",
    unchanged: "Nothing to save. Both are unchanged.",
  },
};

export type Words = typeof en;
export const { ownWorkspace, settings } = inLanguage({ en });

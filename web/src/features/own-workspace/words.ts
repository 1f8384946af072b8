// What is said about making a workspace, and about its name and home.
import { inLanguage } from "../../shared/language.ts";

const en = {
  ownWorkspace: {
    noSeat: "You have no workspace yet",
    make:
      "Make one: you become its admin. Then you connect a Twilio account and invite the others.",
    invited: (email: string) =>
      `Invited by a colleague? Open the link of the invitation in this browser: you are signed in as ${email}. Had a seat before? It is switched off, and an admin can switch it on.`,
    title: "New workspace",
    sub: "You become its admin. Then you connect a Twilio account and invite the others.",
    name: "Name",
    country: "Home country",
    countryWhy: "A number without a country code is read as one of this country.",
    create: "Create workspace",
    creating: "Creating the workspace…",
    nameFirst: "Enter a name: your company’s or your team’s.",
    signOut: "Sign out",
    made: (name: string) => `${name} is yours. Connect its Twilio account.`,
  },
  settings: {
    title: "Workspace",
    sub: "What the team sees, and how numbers are read here.",
    save: "Save",
    saving: "Saving…",
    saved: "Saved",
    unchanged: "Nothing to save: both are as they were.",
  },
};

export type Words = typeof en;
export const { ownWorkspace, settings } = inLanguage({ en });

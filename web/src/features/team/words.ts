// What the Team page says.
import { inLanguage, locale } from "../../shared/language.ts";
import type { Role } from "../../../../supabase/functions/_shared/contracts/fields.ts";

const moment = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });

/** "2 Dec 2026, 15:05", in the person's own time. */
const at = (iso: string) => moment.format(new Date(iso));

const en = {
  roles: {
    admin: { name: "Admin", may: "Sets everything up and sees every call" },
    supervisor: { name: "Supervisor", may: "Sees every call" },
    agent: { name: "Agent", may: "Makes and takes calls; sees only their own" },
  } satisfies Record<Role, { name: string; may: string }>,
  team: {
    title: "Team",
    sub: "Who works here and what they can do. Changes take effect immediately.",
    loading: "Loading the team…",
    people: "People",
    you: "you",
    roleOf: (name: string) => `Role of ${name}`,
    noNumber: "No number",
    lastHere: (iso: string) => `Last online ${at(iso)}`,
    neverHere: "Never online",
    off: "Deactivated",
    rename: "Rename",
    renameWho: (name: string) => `Rename ${name}`,
    nameOf: (name: string) => `New name of ${name}`,
    nameFirst: "Enter a name.",
    save: "Save",
    cancel: "Cancel",
    switchOff: "Deactivate",
    switchOffWho: (name: string) => `Deactivate ${name}`,
    switchOn: "Reactivate",
    switchOnWho: (name: string) => `Reactivate ${name}`,
    lastAdmin: "The only admin. Make someone else an admin first.",
    renamed: (name: string) => `Saved. Everyone sees ${name} now.`,
    roleChanged: (name: string, role: Role) => `Saved. ${name}: ${roles[role].name}.`,
    switchedOn: (name: string) => `${name} was reactivated.`,
    switchedOff: (name: string, silent: readonly string[]) =>
      silent.length === 0
        ? `${name} was deactivated.`
        : `${name} was deactivated. ${silent.join(", ")} ${
          silent.length === 1 ? "rings" : "ring"
        } nobody now.`,
  },
  invitations: {
    title: "Invite someone",
    sub: "The link works once, for seven days, and only for this email address.",
    email: "Email",
    role: "Role",
    invite: "Invite",
    inviting: "Inviting…",
    emailFirst: "Enter an email address, such as mara@example.com.",
    pending: "Invited",
    expires: (iso: string) => `Expires ${at(iso)}`,
    expired: (iso: string) => `Expired ${at(iso)}`,
    newLink: "New link",
    newLinkFor: (email: string) => `New link for ${email}`,
    withdraw: "Withdraw",
    withdrawFor: (email: string) => `Withdraw the invitation for ${email}`,
    withdrawn: (email: string) => `The invitation for ${email} was withdrawn.`,
  },
  link: {
    title: (email: string) => `Link for ${email}`,
    copy: "Copy link",
    copied: "Link copied.",
    field: "Invitation link",
    mail: {
      sent: (email: string) => `Sent to ${email}.`,
      failed: () => "The email couldn’t be sent. Copy the link instead.",
      off: () => "No email is sent. Copy the link.",
    },
    over: "This link has been used, withdrawn or replaced.",
    once: "It is shown only once. You can create a new one at any time.",
    close: "Done",
  },
  leave: {
    off: (workspace: string) => ({
      title: `Leave ${workspace}?`,
      text:
        "Your access is deactivated: you can’t make or take calls and no longer see this workspace. Your calls are kept. Only another admin can restore it.",
      confirm: `Leave ${workspace}`,
    }),
    admin: (role: Role) => ({
      title: "Stop being an admin?",
      text: `You’ll be ${
        role === "agent" ? "an agent" : "a supervisor"
      } and lose Setup. Only another admin can change that again.`,
      confirm: "Stop being an admin",
    }),
    cancel: "Stay as you are",
  },
};

export type Words = typeof en;
export const { roles, team, invitations, link, leave } = inLanguage({ en });

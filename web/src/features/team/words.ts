// What the Team page says.
import { inLanguage, locale } from "../../shared/language.ts";
import type { Role } from "../../../../supabase/functions/_shared/contracts/fields.ts";

const moment = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });

/** "2 Dec 2026, 15:05", in the person's own time. */
const at = (iso: string) => moment.format(new Date(iso));

const en = {
  roles: {
    admin: { name: "Admin", may: "Sets everything up, and sees every call" },
    supervisor: { name: "Supervisor", may: "Sees every call" },
    agent: { name: "Agent", may: "Calls, and sees their own calls" },
  } satisfies Record<Role, { name: string; may: string }>,
  team: {
    title: "Team",
    sub: "Who works here, and what they may do. Changes hold at once, in their browsers too.",
    loading: "Reading the team…",
    people: "People",
    you: "you",
    roleOf: (name: string) => `Role of ${name}`,
    noNumber: "No number",
    lastHere: (iso: string) => `Last here ${at(iso)}`,
    neverHere: "Never online",
    off: "Switched off",
    rename: "Rename",
    renameWho: (name: string) => `Rename ${name}`,
    nameOf: (name: string) => `New name of ${name}`,
    nameFirst: "Enter a name.",
    save: "Save",
    cancel: "Cancel",
    switchOff: "Switch off",
    switchOffWho: (name: string) => `Switch off ${name}`,
    switchOn: "Switch on",
    switchOnWho: (name: string) => `Switch on ${name}`,
    lastAdmin: "The only admin. Make somebody else an admin first.",
    renamed: (name: string) => `Saved. Everybody sees ${name} now.`,
    roleChanged: (name: string, role: Role) => `Saved. ${name}: ${roles[role].name}.`,
    switchedOn: (name: string) => `${name} is switched on again.`,
    switchedOff: (name: string, silent: readonly string[]) =>
      silent.length === 0
        ? `${name} is switched off.`
        : `${name} is switched off. ${silent.join(", ")} ${
          silent.length === 1 ? "rings" : "ring"
        } nobody now.`,
  },
  invitations: {
    title: "Invite somebody",
    sub: "The link works once, for seven days, and only for this e-mail address.",
    email: "E-mail",
    role: "Role",
    invite: "Invite",
    inviting: "Inviting…",
    emailFirst: "Enter an e-mail address, such as mara@example.com.",
    pending: "Invited",
    expires: (iso: string) => `Expires ${at(iso)}`,
    expired: (iso: string) => `Expired ${at(iso)}`,
    newLink: "New link",
    newLinkFor: (email: string) => `New link for ${email}`,
    withdraw: "Withdraw",
    withdrawFor: (email: string) => `Withdraw the invitation of ${email}`,
    withdrawn: (email: string) => `The invitation of ${email} is withdrawn.`,
  },
  link: {
    title: (email: string) => `Link for ${email}`,
    copy: "Copy link",
    copied: "The link is copied.",
    field: "Invitation link",
    mail: {
      sent: (email: string) => `Mailed to ${email}.`,
      failed: () => "Not mailed: the mail provider did not take it. Copy the link.",
      off: () => "No mail is sent. Copy the link.",
    },
    over: "The link does not work any more: it was used, withdrawn or replaced.",
    once: "It is shown only now. A new one replaces it at any time.",
    close: "Done",
  },
  leave: {
    off: (workspace: string) => ({
      title: `Leave ${workspace}?`,
      text:
        "Your seat is switched off: you can’t call, are not rung and see nothing of this workspace. Your calls stay. Only another admin can switch it on again.",
      confirm: `Leave ${workspace}`,
    }),
    admin: (role: Role) => ({
      title: "Stop being an admin?",
      text: `You become ${
        role === "agent" ? "an agent" : "a supervisor"
      } and lose Setup. Only another admin can change that again.`,
      confirm: "Stop being an admin",
    }),
    cancel: "Stay as you are",
  },
};

export type Words = typeof en;
export const { roles, team, invitations, link, leave } = inLanguage({ en });

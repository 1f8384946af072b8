import type { Mail } from "../_shared/mail/send.ts";
import { plainName } from "./plain_name.ts";

/**
 * What the invited person reads. The sentences are ours alone: a name that is more than a name is
 * left out, and the only link is the invitation's.
 */
export function invitationMail(
  { to, workspaceName, invitedBy, link, expiresAt }: {
    to: string;
    workspaceName: string;
    invitedBy: string;
    link: string;
    expiresAt: string;
  },
): Mail {
  const inviter = plainName(invitedBy) ?? "A Softphone user";
  const workspace = plainName(workspaceName) ?? "a workspace";
  const first =
    `${inviter} has invited you to join ${workspace} on Softphone, a phone in the browser.`;
  const open = "Open this link to join:";
  const last = [
    `The link works once, for ${to}, until ${dayOf(expiresAt)}.`,
    "If you weren’t expecting this, you can ignore this email.",
  ];
  return {
    to,
    subject: `${inviter} has invited you to join ${workspace}`,
    text: [first, "", open, link, "", ...last, ""].join("\n"),
    html: [
      paragraph(first),
      `<p>${open}<br><a href="${escapeHtml(link)}">${escapeHtml(link)}</a></p>`,
      ...last.map(paragraph),
    ].join("\n"),
  };
}

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "UTC" });

/** "2 December 2026, 14:05 UTC": the reader's time zone is not known. */
function dayOf(moment: string): string {
  const date = new Date(moment);
  return `${day.format(date)}, ${time.format(date)} UTC`;
}

function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>`;
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

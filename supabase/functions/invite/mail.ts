import { type Mail, oneLine } from "../_shared/mail/send.ts";

/** What the invited person reads. */
export function invitationMail(
  { to, workspaceName, invitedBy, link, expiresAt }: {
    to: string;
    workspaceName: string;
    invitedBy: string;
    link: string;
    expiresAt: string;
  },
): Mail {
  const workspace = oneLine(workspaceName);
  const inviter = oneLine(invitedBy);
  const first = `${inviter} invites you to ${workspace} on Softphone, a phone in the browser.`;
  const open = "Open this link to take your seat:";
  const last = [
    `It works once, for ${to}, until ${dayOf(expiresAt)}.`,
    `You do not know ${inviter}? Then ignore this mail: nothing happens.`,
  ];
  return {
    to,
    subject: `${inviter} invites you to ${workspace}`,
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

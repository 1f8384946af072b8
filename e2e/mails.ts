// The mails that Auth sent, from the stack's mailbox.
import * as v from "valibot";

const Mails = v.array(v.object({ to: v.string(), subject: v.string(), text: v.string() }));

/** The mails in the box, the newest first, with the links in them. */
export async function readMails(mailUrl: string) {
  const response = await fetch(mailUrl, { headers: { accept: "application/json" } });
  const mails = v.parse(Mails, await response.json());
  return mails.map(({ to, subject, text }) => ({
    to,
    subject,
    links: text.match(/https?:\/\/\S+/g) ?? [],
  }));
}

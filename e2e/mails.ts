// The mails that Auth sent, from the stack's mailbox.
import * as v from "valibot";
import { until } from "./until.ts";

const Mails = v.array(v.object({ to: v.string(), subject: v.string(), text: v.string() }));

/** The mails in the box, the newest first, with the links in them. */
async function readMails(mailUrl: string) {
  const response = await fetch(mailUrl, { headers: { accept: "application/json" } });
  const mails = v.parse(Mails, await response.json());
  return mails.map(({ to, subject, text }) => ({
    to,
    subject,
    links: text.match(/https?:\/\/\S+/g) ?? [],
  }));
}

/** The newest link that was mailed to somebody, when it came. */
export function mailedLink(mailUrl: string, to: string): Promise<string> {
  return until(`a mail to ${to} came`, async () => {
    const mails = await readMails(mailUrl);
    return mails.find((mail) => mail.to === to)?.links[0];
  });
}

// The mails that Auth sent, from the stack's mailbox.
import type { Page } from "playwright-core";
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

/** Opens the newest mail's link to somebody and presses its button, as a person does. */
export async function openMailedLink(page: Page, mailUrl: string, to: string): Promise<void> {
  await page.goto(await mailedLink(mailUrl, to));
  await page.getByRole("button", { name: /^(Confirm|Continue)$/ }).click();
}

import type { MailProvider } from "./provider.ts";

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** Hands a mail over. Throws when it was not taken. */
export type SendMail = (mail: Mail) => Promise<void>;

/** A person waits for the answer. */
const timeoutMs = 8_000;

/**
 * Sends by one POST of JSON with a bearer key, as Resend's API and its look-alikes take it
 * (https://resend.com/docs/api-reference/emails/send-email). The provider writes the headers from
 * the fields, and the subject is one line here, so that nothing typed can become a header.
 */
export function sendBy(
  { url, key, from }: MailProvider,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): SendMail {
  return async ({ to, subject, text, html }) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ from, to: [to], subject: oneLine(subject), text, html }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    // Only the status: what a provider answers can quote the mail, and with it the link.
    if (!response.ok) throw new Error(`The mail provider answers ${response.status}`);
  };
}

/** Without line breaks and other control characters. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
}

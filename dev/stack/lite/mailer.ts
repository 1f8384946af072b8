import type { App } from "@supabase/lite";
import { confirmationUrl } from "./mail-links.ts";
import { fillIn, type MailKind, type MailTemplate, textOf } from "./mail-templates.ts";
import type { Mailbox } from "./mailbox.ts";

/** What Lite hands its mails to. */
type LiteMailer = NonNullable<App["_mailer"]>;

export interface MailerOptions {
  siteUrl: string;
  apiUrl: string;
  /** Beyond the site itself. */
  allowed: readonly string[];
  templates: Readonly<Record<MailKind, MailTemplate>>;
  mailbox: Mailbox;
  /** What the request that is being answered asked for, if it did. */
  redirectTo: () => string | null;
}

/**
 * Writes Auth's mails by the project's templates, into the mailbox. Lite's own mailer forgets `redirect_to`, points its
 * links at the site instead of the API, and mails a change of address to one of the two mailboxes only.
 */
export function createMailer(options: MailerOptions): LiteMailer {
  const { siteUrl, templates, mailbox } = options;
  const send = (
    to: string,
    kind: MailKind,
    verified: { type: string; tokenHash: string; otp: string },
    addresses: { Email: string; NewEmail?: string } = { Email: to },
  ) => {
    const values = {
      ConfirmationURL: confirmationUrl(verified, { ...options, redirectTo: options.redirectTo() }),
      Token: verified.otp,
      TokenHash: verified.tokenHash,
      SiteURL: siteUrl,
      RedirectTo: options.redirectTo() ?? siteUrl,
      ...addresses,
    };
    const { subject, html } = templates[kind];
    mailbox.deliver({ to, subject: fillIn(subject, values), text: textOf(fillIn(html, values)) });
    return Promise.resolve();
  };
  return {
    sendConfirmation: (to, tokenHash, otp) =>
      send(to, "confirmation", { type: "signup", tokenHash, otp }),
    sendRecovery: (to, tokenHash, otp) =>
      send(to, "recovery", { type: "recovery", tokenHash, otp }),
    sendMagicLink: (to, tokenHash, otp) =>
      send(to, "magic_link", { type: "magiclink", tokenHash, otp }),
    async sendEmailChange(to, tokenHash, otp, meta = {}) {
      const { currentEmail = to, newEmail = to } = meta;
      const addresses = { Email: currentEmail, NewEmail: newEmail };
      const mail = (address: string, hash: string, code: string) =>
        send(
          address,
          "email_change",
          { type: "email_change", tokenHash: hash, otp: code },
          addresses,
        );
      await mail(to, tokenHash, otp);
      if (meta.tokenHashNew !== undefined) {
        await mail(newEmail, meta.tokenHashNew, meta.tokenNew ?? "");
      }
    },
    sendReauthentication: (to, otp) =>
      send(to, "reauthentication", { type: "reauthentication", tokenHash: "", otp }),
  };
}

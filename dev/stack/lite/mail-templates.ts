import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What Auth mails, by the names of `[auth.email.template.…]` in `config.toml`. */
const mailKinds = [
  "confirmation",
  "recovery",
  "magic_link",
  "email_change",
  "reauthentication",
] as const;
export type MailKind = (typeof mailKinds)[number];

export interface MailTemplate {
  subject: string;
  /** HTML with variables such as `{{ .TokenHash }}`: https://supabase.com/docs/guides/auth/auth-email-templates */
  html: string;
}

/** Of a project that sets none; shorter than hosted's own. */
const link = (label: string) => `<p><a href="{{ .ConfirmationURL }}">${label}</a></p>`;
const defaults: Record<MailKind, MailTemplate> = {
  confirmation: { subject: "Confirm your signup", html: link("Confirm your email") },
  recovery: { subject: "Reset your password", html: link("Reset password") },
  magic_link: { subject: "Your magic link", html: link("Sign in") },
  email_change: { subject: "Confirm your new email", html: link("Change email") },
  reauthentication: { subject: "Confirm reauthentication", html: "<p>Code: {{ .Token }}</p>" },
};

/**
 * @param projectDir what the paths in `config.toml` start from
 * @param set what `config.toml` says of each kind
 */
export function readMailTemplates(
  projectDir: string,
  set: Readonly<Record<string, { subject?: string; content_path?: string }>>,
): Record<MailKind, MailTemplate> {
  const read = (kind: MailKind): [MailKind, MailTemplate] => {
    const { subject = defaults[kind].subject, content_path: path } = set[kind] ?? {};
    const html = path === undefined
      ? defaults[kind].html
      : readFileSync(join(projectDir, path), "utf8");
    return [kind, { subject, html }];
  };
  return Object.fromEntries(mailKinds.map(read)) as Record<MailKind, MailTemplate>;
}

/** As Go's html/template fills in a variable; nothing else of that language is read. */
export function fillIn(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(
    /\{\{\s*\.(\w+)\s*\}\}/g,
    (_, name: string) => escape(values[name] ?? ""),
  );
}

/** What is read of HTML without a mail program: its text, each link behind its words. */
export function textOf(html: string): string {
  return html
    .replace(/\s*\n\s*/g, " ")
    .replace(/<a\s[^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/g, "$2: $1")
    .replace(/<br\s*\/?>/g, "\n")
    .replace(/<\/p>\s*/g, "\n\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? "")
    .trim();
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => {
    const [name] = Object.entries(entities).find(([, plain]) => plain === sign) ?? [""];
    return `&${name};`;
  });
}

/** What a mail's link is for: the names that Supabase Auth gives its mails. */
const mailLinkTypes = ["signup", "invite", "recovery", "magiclink", "email_change"] as const;
export type MailLinkType = (typeof mailLinkTypes)[number];

/** A mail's link to the page with a button; the token in it has not been used by opening it. */
export interface MailLink {
  type: MailLinkType;
  /** Hexadecimal: https://supabase.com/docs/guides/auth/auth-email-templates */
  tokenHash: string;
}

/**
 * What a mail's link brought along. `refused`: it is of no use any more, or was damaged on the way.
 * `session`: it carries a session, which nobody proved to be of the person who opens it.
 */
export type Landing = { kind: "mail-link"; link: MailLink } | { kind: "refused" | "session" };

/**
 * Reads the address with which a mail's link opens the page.
 *
 * A link that carries a session (`#access_token=…`, Auth's implicit flow) is never taken: whoever
 * makes such a link from their own session would have others work in an account of theirs. The
 * mail templates of this project lead to `/mail-link` instead.
 */
export function landingOf(
  { pathname, hash }: Pick<Location, "pathname" | "hash">,
): Landing | null {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  if (values.has("error_code") || values.has("error")) return { kind: "refused" };
  if (values.has("access_token") || values.has("refresh_token")) return { kind: "session" };
  if (!/^\/+mail-link\/?$/.test(pathname)) return null;
  const type = mailLinkTypes.find((known) => known === values.get("type"));
  const tokenHash = values.get("token_hash") ?? "";
  if (type === undefined || !/^[A-Za-z0-9_-]{20,200}$/.test(tokenHash)) return { kind: "refused" };
  return { kind: "mail-link", link: { type, tokenHash } };
}

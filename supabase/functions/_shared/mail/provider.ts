/** An HTTP mail provider, as the functions' secrets name it. */
export interface MailProvider {
  /** Where a mail is posted, such as `https://api.resend.com/emails`. */
  url: string;
  key: string;
  /** The sender, such as `Softphone <phone@example.com>`. */
  from: string;
}

/**
 * Reads `MAIL_API_URL`, `MAIL_API_KEY` and `MAIL_FROM`; `.env.example` documents them.
 * @returns null when none of them is set: then nothing is mailed
 * @throws Error that names the variable; the function then does not boot
 */
export function readMailProvider(
  get: (name: string) => string | undefined = (name) => Deno.env.get(name),
): MailProvider | null {
  const [url, key, from] = ["MAIL_API_URL", "MAIL_API_KEY", "MAIL_FROM"].map((name) => get(name));
  if (!url && !key && !from) return null;
  if (!url || !URL.canParse(url)) throw new Error("Cannot start: MAIL_API_URL is not a URL");
  if (!key) throw new Error("Cannot start: MAIL_API_KEY is missing");
  if (!from) throw new Error("Cannot start: MAIL_FROM is missing");
  return { url, key, from };
}

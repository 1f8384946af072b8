/**
 * The link of a mail whose template has none of its own: it points at the API, which verifies it and leads back to the
 * `redirect_to` of the request, if that is allowed, else to the site.
 *
 * @param options.redirectTo what the app asked for, if it did
 * @param options.allowed beyond the site itself: exact URLs, or with `*` and `**` as on hosted
 */
export function confirmationUrl(
  verified: { type: string; tokenHash: string },
  options: {
    siteUrl: string;
    apiUrl: string;
    redirectTo: string | null;
    allowed: readonly string[];
  },
): string {
  const { redirectTo, siteUrl } = options;
  const isWanted = redirectTo !== null && isAllowed(redirectTo, options);
  const verify = new URL("/auth/v1/verify", options.apiUrl);
  verify.search = new URLSearchParams({
    token: verified.tokenHash,
    type: verified.type,
    redirect_to: isWanted ? redirectTo : siteUrl,
  }).toString();
  return verify.href;
}

/** https://supabase.com/docs/guides/auth/redirect-urls */
export function isAllowed(
  target: string,
  options: { siteUrl: string; allowed: readonly string[] },
): boolean {
  if (URL.canParse(target) && new URL(target).origin === new URL(options.siteUrl).origin) {
    return true;
  }
  return options.allowed.some((pattern) => globToRegExp(pattern).test(target));
}

function globToRegExp(glob: string): RegExp {
  const source = glob.replace(
    /\*\*|\*|[.+?^${}()|[\]\\]/g,
    (token) => token === "**" ? ".*" : token === "*" ? "[^./]*" : `\\${token}`,
  );
  return new RegExp(`^${source}$`);
}

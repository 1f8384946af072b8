/**
 * Lite's mails point at `<site>/auth/v1/verify`, where no Auth answers, and lead back to the site's
 * root whatever the app asked for. Corrected, they point at the API and lead to the `redirect_to` of
 * the request, if that is allowed.
 *
 * @param options.redirectTo what the app asked for, if it did
 * @param options.allowed beyond the site itself: exact URLs, or with `*` and `**` as on hosted
 */
export function correctLinks(
  text: string,
  options: {
    siteUrl: string;
    apiUrl: string;
    redirectTo: string | null;
    allowed: readonly string[];
  },
): string {
  const site = new URL("/auth/v1/verify", options.siteUrl).href;
  return text.replace(/https?:\/\/[^\s"'<>]+/g, (found) => {
    if (!found.startsWith(`${site}?`)) return found;
    const link = new URL(found);
    const verify = new URL("/auth/v1/verify", options.apiUrl);
    verify.search = link.search;
    if (options.redirectTo !== null && isAllowed(options.redirectTo, options)) {
      verify.searchParams.set("redirect_to", options.redirectTo);
    }
    return verify.href;
  });
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

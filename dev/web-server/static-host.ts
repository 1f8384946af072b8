import * as v from "valibot";
import { HASHED } from "./files.ts";
import { securityHeaders, TWILIO_ORIGINS } from "./headers.ts";

export interface Site {
  /** Of the hosted project, such as `https://abcdefghijklmnopqrst.supabase.co`. */
  supabaseUrl: string;
  publishableKey: string;
}

const SiteInput = v.object({
  supabaseUrl: v.pipe(
    v.string(),
    v.regex(
      /^https:\/\/[a-z0-9.-]+(:\d+)?\/?$/,
      "The first argument is the project's URL, https://YOUR_PROJECT_REF.supabase.co",
    ),
    v.transform((url) => new URL(url).origin),
  ),
  publishableKey: v.pipe(
    v.string("The second argument is the publishable key"),
    v.startsWith(
      "sb_publishable_",
      "The second argument is the publishable key, sb_publishable_…: no other one belongs into a browser",
    ),
  ),
});

/** @throws {ValiError} with a sentence when an argument is not what a browser may be given */
export function parseSite(args: readonly string[]): Site {
  const [supabaseUrl = "", publishableKey = ""] = args;
  return v.parse(SiteInput, { supabaseUrl, publishableKey });
}

/** A file of the built app. */
export interface BuiltFile {
  /** As in its address: `/assets/index-BxT3kq9Z.js`. */
  path: string;
  bytes: number;
}

export const FOR_EVER = "public, max-age=31536000, immutable";

/** Cloudflare Pages reads 100 rules; some are left for those that are not a file's. */
const FILE_RULES = 90;

/**
 * What belongs beside the built app, by file name: what the app reads at run time, and what tells the host its
 * headers, in the format that Netlify and Cloudflare Pages share. One build serves every project.
 *
 * A rule holds for a path, whether there is a file or not. So what a browser may keep for ever is named file by file: a
 * rule for `/assets/*` would also mark what a host answers for a file of a former build, and a browser would keep that for
 * a year. That answer is 404: on Netlify by the first line of `_redirects`, on Cloudflare Pages by `assets/404.html` alone
 * (it skips both lines, and answers the page to every other path by itself).
 * Sources: https://docs.netlify.com/manage/routing/headers/, https://docs.netlify.com/manage/routing/redirects/redirect-options/,
 * https://developers.cloudflare.com/pages/configuration/headers/,
 * https://developers.cloudflare.com/pages/configuration/serving-pages/
 */
export function siteFiles(site: Site, built: readonly BuiltFile[]): Record<string, string> {
  const kept = built
    .filter(({ path }) => HASHED.test(path))
    .toSorted((a, b) => b.bytes - a.bytes)
    .slice(0, FILE_RULES);
  const rule = (path: string, headers: Record<string, string>) =>
    [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`), ""].join("\n");
  return {
    "config.json": `${JSON.stringify(site, null, 2)}\n`,
    "_headers": [
      rule("/*", headersOf(site)),
      ...kept.map(({ path }) => rule(path, { "cache-control": FOR_EVER })),
      rule("/config.json", { "cache-control": "no-store" }),
    ].join("\n"),
    "_redirects": "/assets/* /assets/404.html 404\n/* /index.html 200\n",
    "assets/404.html":
      '<!doctype html><html lang="en"><title>Not found</title><p>Not found</p></html>\n',
  };
}

/** The same for a server block of nginx. @param folder where the built app lies on that machine */
export function nginxConfig(site: Site, folder: string): string {
  const headers = Object.entries(headersOf(site))
    .map(([name, value]) => `add_header ${name} "${value}" always;`);
  return `# Within server { listen 443 ssl; … }. Keep add_header out of the locations: one there drops all of these.
root ${folder};
${headers.join("\n")}
location / { expires -1; try_files $uri /index.html; }
location /assets/ { expires 1y; try_files $uri =404; }
location = /config.json { expires epoch; }
`;
}

function headersOf({ supabaseUrl }: Site): Record<string, string> {
  return securityHeaders({ supabase: supabaseUrl, voice: TWILIO_ORIGINS, scripts: [] });
}

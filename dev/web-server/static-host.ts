import * as v from "valibot";
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

/**
 * What belongs beside the built app, by file name: what the app reads at run time, and what tells the host its
 * headers, in the format that Netlify and Cloudflare Pages share. One build serves every project.
 * Sources: https://docs.netlify.com/manage/routing/headers/,
 * https://developers.cloudflare.com/pages/configuration/headers/
 */
export function siteFiles(site: Site): Record<string, string> {
  const rule = (path: string, headers: Record<string, string>) =>
    [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`), ""].join("\n");
  return {
    "config.json": `${JSON.stringify(site, null, 2)}\n`,
    "_headers": [
      rule("/*", headersOf(site)),
      rule("/assets/*", { "cache-control": "public, max-age=31536000, immutable" }),
      rule("/config.json", { "cache-control": "no-store" }),
    ].join("\n"),
    "_redirects": "/* /index.html 200\n",
  };
}

/** The same for a server block of nginx. @param folder where the built app lies on that machine */
export function nginxConfig(site: Site, folder: string): string {
  const headers = Object.entries(headersOf(site))
    .map(([name, value]) => `add_header ${name} "${value}" always;`);
  return `# Within server { listen 443 ssl; … }. Keep add_header out of the locations: one there drops all of these.
root ${folder};
${headers.join("\n")}
location / { try_files $uri /index.html; }
location /assets/ { expires 1y; try_files $uri =404; }
location = /config.json { expires epoch; }
`;
}

function headersOf({ supabaseUrl }: Site): Record<string, string> {
  return securityHeaders({ supabase: supabaseUrl, voice: TWILIO_ORIGINS, scripts: [] });
}

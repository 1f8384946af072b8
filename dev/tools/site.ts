// `npm run site -- PROJECT_URL PUBLISHABLE_KEY`: writes what a static host needs beside the built app. Run it after
// `npm run build`; the same build serves another project after another run.
import { existsSync, globSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { nginxConfig, parseSite, siteFiles } from "../web-server/static-host.ts";

const dist = join(import.meta.dirname, "../../dist");
const web = join(dist, "web");

try {
  const site = parseSite(process.argv.slice(2));
  if (!existsSync(join(web, "index.html"))) throw new Error("Run npm run build first");
  const built = globSync("assets/*", { cwd: web })
    .map((name) => ({ path: `/${name}`, bytes: statSync(join(web, name)).size }));
  for (const [name, text] of Object.entries(siteFiles(site, built))) {
    writeFileSync(join(web, name), text);
  }
  writeFileSync(join(dist, "nginx.conf"), nginxConfig(site, "/var/www/softphone"));
  console.log(
    `dist/web is ready for ${site.supabaseUrl}: put it on a static host.\n` +
      "Netlify and Cloudflare Pages read dist/web/_headers; for nginx take dist/nginx.conf.",
  );
} catch (error) {
  console.error(v.isValiError(error) ? error.issues[0].message : String(error));
  process.exitCode = 1;
}

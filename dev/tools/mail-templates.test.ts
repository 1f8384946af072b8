// The mails of supabase/templates, and the two places that tell Auth of them: config.toml and, for hosted, the deploy page.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readAuthConfig } from "../stack/lite/auth-config.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const files = readdirSync(join(root, "supabase/templates")).sort();
const types: Record<string, string> = { confirmation: "signup", magic_link: "magiclink" };

for (const file of files) {
  test(`the only link of ${file} leads to the page with a button`, () => {
    const kind = file.replace(".html", "");
    const links = [...read(`supabase/templates/${file}`).matchAll(/href="([^"]*)"/g)];
    const type = types[kind] ?? kind;
    assert.deepEqual(links.map(([, link]) => link), [
      `{{ .SiteURL }}/mail-link#type=${type}&amp;token_hash={{ .TokenHash }}`,
    ]);
    assert.doesNotMatch(read(`supabase/templates/${file}`), /ConfirmationURL/);
  });
}

test("config.toml and the deploy page name every template, with the same subject", () => {
  const set = Object.values(readAuthConfig(join(root, "supabase/config.toml")).templates ?? {});
  const local = set.map(({ content_path: path, subject }) =>
    `${path?.split("/").at(-1)} ${subject}`
  );
  const rows = read("docs/deploy.md").matchAll(/^\| [^|]+ \| `(\w+\.html)` \| ([^|]+) \|$/gm);
  const hosted = [...rows].map(([, file, subject]) => `${file} ${subject}`);
  assert.deepEqual(new Set(local.map((line) => line.split(" ")[0])), new Set(files));
  assert.deepEqual(new Set(hosted), new Set(local));
});

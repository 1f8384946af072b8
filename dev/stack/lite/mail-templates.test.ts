import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeTestFolder } from "../test-folder.ts";
import { fillIn, readMailTemplates, textOf } from "./mail-templates.ts";

test("a project's own template takes the place of the default, with its subject", () => {
  const { path, remove } = makeTestFolder("mail-templates-");
  writeFileSync(join(path, "recovery.html"), "<p>{{ .TokenHash }}</p>");
  const templates = readMailTemplates(path, {
    recovery: { subject: "Again", content_path: "./recovery.html" },
  });
  remove();
  assert.deepEqual(templates.recovery, { subject: "Again", html: "<p>{{ .TokenHash }}</p>" });
  assert.match(templates.confirmation.html, /ConfirmationURL/);
});

test("variables are filled in as text, unknown ones with nothing", () => {
  const html = fillIn('<a href="{{ .SiteURL }}/x#a=1&amp;b={{.TokenHash}}">{{ .Nothing }}x</a>', {
    SiteURL: "https://app.example",
    TokenHash: "<'&\">",
  });
  assert.equal(html, '<a href="https://app.example/x#a=1&amp;b=&lt;&#39;&amp;&quot;&gt;">x</a>');
});

test("as text each link stands behind its words", () => {
  const html = '<p>Hello\n  there</p>\n<p><a href="https://app.example/#a=1&amp;b=2">Open</a></p>';
  assert.equal(textOf(html), "Hello there\n\nOpen: https://app.example/#a=1&b=2");
});

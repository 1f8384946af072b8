import assert from "node:assert/strict";
import { test } from "node:test";
import { nginxConfig, parseSite, siteFiles } from "./static-host.ts";

const site = {
  supabaseUrl: "https://abcdefghijklmnopqrst.supabase.co",
  publishableKey: "sb_publishable_x",
};

test("a site is a project's URL and its publishable key; no secret key gets into a browser", () => {
  assert.deepEqual(parseSite([`${site.supabaseUrl}/`, site.publishableKey]), site);
  assert.throws(() => parseSite([site.supabaseUrl, "sb_secret_x"]), /publishable key/);
  assert.throws(() => parseSite([site.supabaseUrl]), /publishable key/);
  for (const url of ["abcdefghijklmnopqrst", "http://a.example", "https://a.example/rest/v1"]) {
    assert.throws(() => parseSite([url, site.publishableKey]), /project's URL/, url);
  }
});

test("the app's config holds what the app reads", () => {
  assert.deepEqual(JSON.parse(siteFiles(site)["config.json"] ?? ""), site);
});

test("every page goes with a policy that lets it reach Supabase and Twilio and nothing else", () => {
  const headers = siteFiles(site)["_headers"] ?? "";
  const policy = /^ {2}content-security-policy: (.*)$/m.exec(headers)?.[1] ?? "";
  const directives = new Map(
    policy.split("; ").map((part) => {
      const [name = "", ...sources] = part.split(" ");
      return [name, sources];
    }),
  );
  assert.deepEqual(directives.get("default-src"), ["'none'"]);
  assert.deepEqual(directives.get("script-src"), ["'self'"]);
  assert.deepEqual(directives.get("frame-ancestors"), ["'none'"]);
  assert.deepEqual(directives.get("connect-src"), [
    "'self'",
    "https://abcdefghijklmnopqrst.supabase.co",
    "wss://abcdefghijklmnopqrst.supabase.co",
    "wss://voice-js.roaming.twilio.com",
    "https://eventgw.twilio.com",
    "https://eventgw.us1.twilio.com",
  ]);
  assert.doesNotMatch(policy, /unsafe|\*|127\.0\.0\.1/);
  for (
    const line of [
      /^\/\*$/m,
      /^ {2}permissions-policy: microphone=\(self\)/m,
      /^ {2}strict-transport-security: max-age=63072000/m,
      /^ {2}x-content-type-options: nosniff$/m,
    ]
  ) assert.match(headers, line);
});

test("nginx gets the same headers", () => {
  const sent = [...nginxConfig(site, "/srv").matchAll(/^add_header (\S+) "(.*)" always;$/gm)]
    .map(([, name, value]) => `  ${name}: ${value}`);
  const [everywhere = ""] = (siteFiles(site)["_headers"] ?? "").split("\n\n");
  assert.deepEqual(sent, everywhere.split("\n").slice(1));
});

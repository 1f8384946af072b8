import assert from "node:assert/strict";
import { test } from "node:test";
import { FOR_EVER, nginxConfig, parseSite, siteFiles } from "./static-host.ts";

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
  assert.deepEqual(JSON.parse(siteFiles(site, [])["config.json"] ?? ""), site);
});

test("every page goes with a policy that lets it reach Supabase and Twilio and nothing else", () => {
  const headers = siteFiles(site, [])["_headers"] ?? "";
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
  const [everywhere = ""] = (siteFiles(site, [])["_headers"] ?? "").split("\n\n");
  assert.deepEqual(sent, everywhere.split("\n").slice(1));
});

test("only files that are there may be kept for ever, the largest if a host reads no more rules", () => {
  const built = Array.from({ length: 200 }, (_, index) => ({
    path: `/assets/part${index}-BxT3kq9Z.js`,
    bytes: index,
  }));
  const unhashed = { path: "/assets/plain.js", bytes: 1_000 };
  const headers = siteFiles(site, [...built, unhashed])["_headers"] ?? "";
  const kept = [...headers.matchAll(/^(\/.*)\n {2}cache-control: (.*)$/gm)]
    .filter(([, , value]) => value === FOR_EVER).map(([, path]) => path);
  assert.deepEqual(kept, built.slice(110).toReversed().map(({ path }) => path));
  assert.ok([...headers.matchAll(/^\//gm)].length <= 100);
});

test("nginx keeps no page, and nothing that is missing", () => {
  const locations = new Map(
    [...nginxConfig(site, "/srv").matchAll(/^location (.*) \{ (.*) \}$/gm)]
      .map(([, path, rules]) => [path, rules]),
  );
  assert.match(locations.get("/") ?? "", /expires -1;/);
  // `expires` is sent with what is found only: https://nginx.org/en/docs/http/ngx_http_headers_module.html
  assert.equal(locations.get("/assets/"), "expires 1y; try_files $uri =404;");
});

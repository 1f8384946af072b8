import assert from "node:assert/strict";
import { test } from "node:test";
import { confirmationUrl, isAllowed } from "./mail-links.ts";

const options = {
  siteUrl: "http://127.0.0.1:5173",
  apiUrl: "http://127.0.0.1:54321",
  allowed: ["https://app.example/**", "https://*.preview.example/new"],
  redirectTo: null,
};
const verified = { type: "recovery", tokenHash: "t" };

test("a link leads to the API, which answers it", () => {
  assert.equal(
    confirmationUrl(verified, options),
    "http://127.0.0.1:54321/auth/v1/verify?token=t&type=recovery&redirect_to=http%3A%2F%2F127.0.0.1%3A5173",
  );
});

test("and from there to where the app asked, if that is allowed", () => {
  const leadsTo = (redirectTo: string) =>
    new URL(confirmationUrl(verified, { ...options, redirectTo })).searchParams.get("redirect_to");
  assert.equal(leadsTo("http://127.0.0.1:5173/new-password"), "http://127.0.0.1:5173/new-password");
  assert.equal(leadsTo("https://app.example/a/b"), "https://app.example/a/b");
  assert.equal(leadsTo("https://evil.example/"), "http://127.0.0.1:5173");
});

test("one star stays within a name, two do not", () => {
  assert.ok(isAllowed("https://a.preview.example/new", options));
  assert.ok(!isAllowed("https://a.b.preview.example/new", options));
  assert.ok(!isAllowed("https://app.example.evil/x", options));
});

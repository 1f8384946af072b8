import assert from "node:assert/strict";
import { test } from "node:test";
import { landingOf } from "./landing.ts";

test("a reset's and an invitation's link ask for a new password", () => {
  assert.equal(landingOf("#access_token=a&refresh_token=b&type=recovery"), "new-password");
  assert.equal(landingOf("#access_token=a&refresh_token=b&type=invite"), "new-password");
});

test("a confirmation's link signs in", () => {
  assert.equal(landingOf("#access_token=a&refresh_token=b&type=signup"), "signed-in");
});

test("a used link is refused", () => {
  const hash =
    "#error=access_denied&error_code=otp_expired&error_description=Email+link+is+invalid";
  assert.equal(landingOf(hash), "link-refused");
});

test("any other address is no landing", () => {
  assert.equal(landingOf(""), null);
  assert.equal(landingOf("#desk"), null);
  assert.equal(landingOf("#type=recovery"), null);
});

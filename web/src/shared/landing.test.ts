import assert from "node:assert/strict";
import { test } from "node:test";
import { landingOf } from "./landing.ts";

const hash56 = "0123456789abcdef".repeat(4).slice(0, 56);
const at = (hash: string, pathname = "/") => landingOf({ pathname, hash });

test("a mail's link says what it is for, and its token is not used by opening it", () => {
  for (const type of ["signup", "invite", "recovery", "magiclink", "email_change"]) {
    assert.deepEqual(at(`#type=${type}&token_hash=${hash56}`, "/mail-link"), {
      kind: "mail-link",
      link: { type, tokenHash: hash56 },
    });
  }
});

test("a slash too many in the site's address changes nothing", () => {
  assert.equal(at(`#type=recovery&token_hash=${hash56}`, "//mail-link")?.kind, "mail-link");
});

test("a link that was damaged is refused", () => {
  for (
    const hash of [
      "",
      "#type=recovery",
      `#type=other&token_hash=${hash56}`,
      "#type=signup&token_hash=<b>",
    ]
  ) {
    assert.deepEqual(at(hash, "/mail-link"), { kind: "refused" });
  }
});

test("a link that carries a session is told apart, wherever it leads", () => {
  for (const path of ["/", "/join", "/mail-link", "/calls"]) {
    assert.deepEqual(at("#access_token=a&refresh_token=b&type=recovery", path), {
      kind: "session",
    });
  }
});

test("what Auth itself refused is refused", () => {
  const hash =
    "#error=access_denied&error_code=otp_expired&error_description=Email+link+is+invalid";
  assert.deepEqual(at(hash), { kind: "refused" });
});

test("any other address is no landing", () => {
  assert.equal(at(""), null);
  assert.equal(at("#desk", "/calls"), null);
  assert.equal(at("#type=recovery"), null);
});

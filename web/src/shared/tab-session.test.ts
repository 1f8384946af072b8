import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openTabSession, type TabClient } from "./tab-session.ts";

const priya = { id: "5a2c7a1e-0000-4000-8000-000000000001", email: "priya@example.com" };
const session = { access_token: "a", refresh_token: "b", user: priya };
const proved = { ...priya, isNew: false };
const link = { type: "recovery", tokenHash: "0".repeat(56) } as const;

type Failing = { name: string; code?: string; status?: number } | null;

function bench() {
  const stored = new Map<string, string>();
  const set = {
    error: null as Failing,
    reachable: true,
    session: session as typeof session | null,
    identities: [{}] as object[],
  };
  const asked: [string, unknown][] = [];
  const answer = (name: string, data: () => unknown) => (argument: unknown) => {
    asked.push([name, argument]);
    return Promise.resolve({
      data: set.error ? { session: null, user: null } : data(),
      error: set.error,
    });
  };
  const auth = {
    signUp: answer(
      "signUp",
      () => ({ session: set.session, user: { identities: set.identities } }),
    ),
    resend: answer("resend", () => ({})),
    verifyOtp: answer("verifyOtp", () => ({ session: set.session })),
    getSession: answer("getSession", () => ({ session: set.session })),
    updateUser: answer("updateUser", () => ({ user: priya })),
    signOut: answer("signOut", () => ({})),
  };
  const tab = openTabSession(
    () =>
      set.reachable
        ? Promise.resolve({ auth } as unknown as TabClient)
        : Promise.reject(new Error("Cannot read /config.json")),
    {
      getItem: (name) => stored.get(name) ?? null,
      setItem: (name, value) => void stored.set(name, value),
      removeItem: (name) => void stored.delete(name),
    },
  );
  return { tab, set, asked, stored };
}

describe("a new account", () => {
  it("waits for its mail, with a password that nobody knows", async () => {
    const { tab, set, asked } = bench();
    set.session = null;
    assert.deepEqual(await tab.signUp("priya@example.com"), { ok: true, value: "confirm" });
    await tab.signUp("priya@example.com");
    const passwords = asked.map(([, argument]) => Object(argument)["password"]);
    assert.notEqual(passwords[0], passwords[1]);
    assert.match(passwords[0], /^.{64}$/);
  });

  it("chooses its password at once where a project confirms no addresses", async () => {
    assert.deepEqual(await bench().tab.signUp("priya@example.com"), {
      ok: true,
      value: "password",
    });
  });

  it("that there is already is told to sign in", async () => {
    const { tab, set } = bench();
    set.session = null;
    set.identities = [];
    const made = await tab.signUp("priya@example.com");
    assert.equal(made.ok ? null : made.problem.code, "E-SIGNUP-EXISTS");
  });

  const refusals = [
    [{ name: "AuthApiError", status: 422, code: "signup_disabled" }, "E-SIGNUP-OFF"],
    [{ name: "AuthApiError", status: 422, code: "user_already_exists" }, "E-SIGNUP-EXISTS"],
    [{ name: "AuthApiError", status: 400, code: "email_address_not_authorized" }, "E-SIGNUP-MAIL"],
    [{ name: "AuthApiError", status: 400, code: "email_address_invalid" }, "E-EMAIL"],
    [{ name: "AuthApiError", status: 429, code: "over_email_send_rate_limit" }, "E-SIGNIN-LIMIT"],
  ] as const;
  for (const [error, code] of refusals) {
    it(`says ${code} for ${error.code}`, async () => {
      const { tab, set } = bench();
      set.error = error;
      const made = await tab.signUp("priya@example.com");
      assert.equal(made.ok ? null : made.problem.code, code);
    });
  }

  it("has its mail sent again", async () => {
    const { tab, set } = bench();
    assert.equal(await tab.resend("priya@example.com"), null);
    set.error = { name: "AuthApiError", status: 429, code: "over_email_send_rate_limit" };
    assert.equal((await tab.resend("priya@example.com"))?.code, "E-SIGNIN-LIMIT");
  });
});

describe("a mail's link", () => {
  it("proves whose mailbox it is, once, and is known again after a reload", async () => {
    const { tab, asked } = bench();
    assert.equal(await tab.resume(link), null);
    assert.deepEqual(await tab.confirm(link), { ok: true, value: proved });
    assert.deepEqual(asked, [["verifyOtp", { type: "recovery", token_hash: link.tokenHash }]]);
    assert.deepEqual(await tab.resume(link), proved);
    assert.equal(await tab.resume({ ...link, tokenHash: "1".repeat(56) }), null);
  });

  const sent = "2026-11-29T10:00:00Z";
  const moments = [
    ["signup", {}, true],
    ["invite", {}, true],
    ["email_change", { email_confirmed_at: "2026-11-01T10:00:00Z" }, false],
    ["recovery", { email_confirmed_at: "2026-11-01T10:00:00Z", recovery_sent_at: sent }, false],
    ["recovery", { email_confirmed_at: "2026-11-29T10:05:00Z", recovery_sent_at: sent }, true],
  ] as const;
  for (const [type, known, isNew] of moments) {
    it(`tells whether the address was proved before: ${type}, ${isNew ? "never" : "it was"}`, async () => {
      const { tab, set } = bench();
      set.session = { ...session, user: { ...priya, ...known } };
      const found = await tab.confirm({ ...link, type });
      assert.deepEqual(found, { ok: true, value: { ...priya, isNew } });
      assert.deepEqual(await tab.resume({ ...link, type }), { ...priya, isNew });
    });
  }

  it("of a new address is half of two", async () => {
    const { tab, set } = bench();
    set.session = null;
    assert.deepEqual(await tab.confirm({ ...link, type: "email_change" }), {
      ok: true,
      value: "half",
    });
  });

  it("that was used says so", async () => {
    const { tab, set, stored } = bench();
    set.error = { name: "AuthApiError", status: 403, code: "otp_expired" };
    const found = await tab.confirm(link);
    assert.equal(found.ok ? null : found.problem.code, "E-SIGNIN-LINK");
    assert.equal(stored.size, 0);
  });

  it("is of no use after its session is dropped or handed over", async () => {
    const dropped = bench();
    await dropped.tab.confirm(link);
    await dropped.tab.drop();
    assert.deepEqual(dropped.asked.at(-1), ["signOut", { scope: "local" }]);
    assert.equal(await dropped.tab.resume(link), null);
    const handed = bench();
    await handed.tab.confirm(link);
    handed.stored.set("softphone-tab-session", "{}");
    handed.tab.forget();
    assert.equal(handed.stored.size, 0);
  });
});

describe("choosing a password", () => {
  it("hands over the session, with a name for a new account", async () => {
    const { tab, asked } = bench();
    const tokens = { access_token: "a", refresh_token: "b" };
    assert.deepEqual(await tab.choose({ password: "twelve-signs", name: "Priya" }), {
      ok: true,
      value: tokens,
    });
    assert.deepEqual(await tab.choose({ password: "twelve-signs" }), { ok: true, value: tokens });
    assert.deepEqual(
      asked.filter(([name]) => name === "updateUser").map(([, argument]) => argument),
      [
        { password: "twelve-signs", data: { display_name: "Priya" } },
        { password: "twelve-signs" },
      ],
    );
  });

  const refusals = [
    [{ name: "AuthWeakPasswordError", status: 422, code: "weak_password" }, "E-PASSWORD-WEAK"],
    [{ name: "AuthApiError", status: 422, code: "same_password" }, "E-PASSWORD-SAME"],
    [{ name: "AuthSessionMissingError", status: 400 }, "E-AUTH-SIGNIN"],
  ] as const;
  for (const [error, code] of refusals) {
    it(`says ${code} for ${error.name} ${error.status}`, async () => {
      const { tab, set } = bench();
      set.error = error;
      const chosen = await tab.choose({ password: "twelve-signs" });
      assert.equal(chosen.ok ? null : chosen.problem.code, code);
    });
  }

  it("says that the network is gone when the project can't be found", async () => {
    const { tab, set } = bench();
    set.reachable = false;
    for (
      const failed of [
        await tab.choose({ password: "x" }),
        await tab.signUp("a@example.com"),
        await tab.confirm(link),
      ]
    ) {
      assert.equal(failed.ok ? null : failed.problem.code, "E-NETWORK");
    }
    assert.equal(await tab.resume(link), null);
  });
});

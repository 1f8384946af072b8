import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Landing } from "./landing.ts";
import { type AuthClient, openSession, type SessionState } from "./session-store.ts";

const priya = { id: "5a2c7a1e-0000-4000-8000-000000000001", email: "priya@example.com" };

function bench(landing: Landing = null) {
  const states: SessionState[] = [];
  const set = {
    session: null as { user: typeof priya } | null,
    error: null as { name: string; code?: string; status?: number } | null,
    reachable: true,
    refusesPassword: null as { name: string; code?: string; status?: number } | null,
  };
  let tell: (event: string, session: typeof set.session) => void = () => {};
  const auth = {
    getSession: () => Promise.resolve({ data: { session: set.session }, error: set.error }),
    onAuthStateChange(listener: typeof tell) {
      tell = listener;
      return { data: { subscription: { unsubscribe: () => void (tell = () => {}) } } };
    },
    signInWithPassword: () => Promise.resolve({ error: set.refusesPassword ?? set.error }),
    signUp: () =>
      Promise.resolve({ data: { session: set.error ? null : set.session }, error: set.error }),
    resend: () => Promise.resolve({ error: set.error }),
    signOut: () => Promise.resolve({ error: null }),
    updateUser: () =>
      Promise.resolve({ data: { user: set.error ? null : priya }, error: set.error }),
    resetPasswordForEmail: () => Promise.resolve({ error: set.error }),
  };
  const store = openSession(
    () =>
      set.reachable
        ? Promise.resolve({ auth } as unknown as AuthClient)
        : Promise.reject(new Error("Cannot read /config.json")),
    (state) => void states.push(state),
    landing,
  );
  return { store, states, set, tell: (event: string, to: typeof set.session) => tell(event, to) };
}

describe("the session", () => {
  it("is found again, or not", async () => {
    const { store, states, set } = bench();
    set.session = { user: priya };
    await store.restore();
    assert.deepEqual(states, [{ status: "signed-in", user: priya }]);
    const other = bench();
    await other.store.restore();
    assert.deepEqual(other.states, [{ status: "signed-out", user: null }]);
  });

  it("is unknown, not over, while nothing answers; and is looked for again", async () => {
    const { store, states, set } = bench();
    set.reachable = false;
    await store.restore();
    assert.equal(states.at(-1)?.status, "offline");
    set.reachable = true;
    set.error = { name: "AuthRetryableFetchError", status: 0 };
    await store.restore();
    assert.equal(states.at(-1)?.status, "offline");
    set.error = null;
    set.session = { user: priya };
    await store.restore();
    assert.equal(states.at(-1)?.status, "signed-in");
  });

  it("follows a sign-out in another tab", async () => {
    const { store, states, set, tell } = bench();
    set.session = { user: priya };
    await store.restore();
    tell("SIGNED_OUT", null);
    assert.equal(states.at(-1)?.status, "signed-out");
  });

  it("is over after signing out", async () => {
    const { store, states, set } = bench();
    set.session = { user: priya };
    await store.restore();
    await store.signOut();
    assert.equal(states.at(-1)?.status, "signed-out");
  });
});

describe("a mail's link", () => {
  it("asks for a new password, and goes on signed in when it is saved", async () => {
    const { store, states, set, tell } = bench("new-password");
    set.session = { user: priya };
    await store.restore();
    tell("PASSWORD_RECOVERY", set.session);
    tell("TOKEN_REFRESHED", set.session);
    assert.deepEqual([...new Set(states.map(({ status }) => status))], ["new-password"]);
    set.error = { name: "AuthApiError", status: 422, code: "weak_password" };
    assert.equal((await store.choosePassword("short"))?.code, "E-PASSWORD-WEAK");
    assert.equal(states.at(-1)?.status, "new-password");
    set.error = null;
    assert.equal(await store.choosePassword("twelve-signs"), null);
    assert.deepEqual(states.at(-1), { status: "signed-in", user: priya });
  });

  it("asks also when only supabase-js knows what the link was", async () => {
    const { store, states, set, tell } = bench();
    await store.restore();
    set.session = { user: priya };
    tell("PASSWORD_RECOVERY", set.session);
    assert.equal(states.at(-1)?.status, "new-password");
  });

  it("that is forged asks nothing", async () => {
    const { store, states, set, tell } = bench("new-password");
    await store.restore();
    assert.equal(states.at(-1)?.status, "signed-out");
    set.session = { user: priya };
    tell("SIGNED_IN", set.session);
    assert.equal(states.at(-1)?.status, "signed-in");
  });

  const refusals = [
    [{ name: "AuthApiError", status: 422, code: "same_password" }, "E-PASSWORD-SAME"],
    [{ name: "AuthSessionMissingError", status: 400 }, "E-SIGNIN-LINK"],
  ] as const;
  for (const [error, code] of refusals) {
    it(`says ${code} for ${error.name} ${error.status}`, async () => {
      const { store, set } = bench("new-password");
      set.error = error;
      assert.equal((await store.choosePassword("twelve-signs"))?.code, code);
    });
  }
});

describe("signing out", () => {
  it("waits for what needs the session, whether that works or not", async () => {
    const { store, states, set } = bench();
    set.session = { user: priya };
    await store.restore();
    const done: string[] = [];
    store.beforeSignOut(async () => {
      await Promise.resolve();
      done.push(`told while ${states.at(-1)?.status}`);
    });
    store.beforeSignOut(() => Promise.reject(new Error("no network")));
    const takeBack = store.beforeSignOut(async () => void done.push("never"));
    takeBack();
    await store.signOut();
    assert.deepEqual(done, ["told while signed-in"]);
    assert.equal(states.at(-1)?.status, "signed-out");
  });
});

describe("a new account", () => {
  const person = { name: "Priya", email: "priya@example.com", password: "twelve-signs" };

  it("is signed in at once, or after a mail's link", async () => {
    const { store, set } = bench();
    assert.deepEqual(await store.signUp(person), { ok: true, value: "confirm" });
    set.session = { user: priya };
    assert.deepEqual(await store.signUp(person), { ok: true, value: "signed-in" });
  });

  const refusals = [
    [{ name: "AuthApiError", status: 422, code: "signup_disabled" }, "E-SIGNUP-OFF"],
    [{ name: "AuthApiError", status: 422, code: "user_already_exists" }, "E-SIGNUP-EXISTS"],
    [{ name: "AuthApiError", status: 400, code: "email_address_not_authorized" }, "E-SIGNUP-MAIL"],
    [{ name: "AuthApiError", status: 400, code: "email_address_invalid" }, "E-EMAIL"],
    [{ name: "AuthWeakPasswordError", status: 422, code: "weak_password" }, "E-PASSWORD-WEAK"],
    [{ name: "AuthApiError", status: 429, code: "over_email_send_rate_limit" }, "E-SIGNIN-LIMIT"],
  ] as const;
  for (const [error, code] of refusals) {
    it(`says ${code} for ${error.code}`, async () => {
      const { store, set } = bench();
      set.error = error;
      const made = await store.signUp(person);
      assert.equal(made.ok ? null : made.problem.code, code);
    });
  }

  it("has its mail sent again", async () => {
    const { store, set } = bench();
    assert.equal(await store.resendConfirmation(person.email), null);
    set.error = { name: "AuthApiError", status: 429, code: "over_email_send_rate_limit" };
    assert.equal((await store.resendConfirmation(person.email))?.code, "E-SIGNIN-LIMIT");
  });

  it("says that the network is gone when the project can't be found", async () => {
    const { store, set } = bench();
    set.reachable = false;
    const made = await store.signUp(person);
    assert.equal(made.ok ? null : made.problem.code, "E-NETWORK");
  });
});

describe("changing the password", () => {
  it("asks for the present one first", async () => {
    const { store, set } = bench();
    set.refusesPassword = { name: "AuthApiError", status: 400, code: "invalid_credentials" };
    assert.equal((await store.changePassword("wrong", "twelve-signs"))?.code, "E-PASSWORD-CURRENT");
    set.refusesPassword = { name: "AuthRetryableFetchError", status: 0 };
    assert.equal((await store.changePassword("right", "twelve-signs"))?.code, "E-NETWORK");
  });

  it("works without a word", async () => {
    const { store } = bench();
    assert.equal(await store.changePassword("right", "twelve-signs"), null);
  });
});

describe("signing in", () => {
  it("works without a word", async () => {
    assert.equal(await bench().store.signIn("priya@example.com", "secret"), null);
  });

  const refusals = [
    [{ name: "AuthApiError", status: 400, code: "invalid_credentials" }, "E-SIGNIN-REFUSED"],
    [{ name: "AuthApiError", status: 400, code: "email_not_confirmed" }, "E-SIGNIN-UNCONFIRMED"],
    [{ name: "AuthApiError", status: 429, code: "over_request_rate_limit" }, "E-SIGNIN-LIMIT"],
    [{ name: "AuthApiError", status: 500 }, "E-DATABASE"],
    [{ name: "AuthRetryableFetchError", status: 0 }, "E-NETWORK"],
  ] as const;
  for (const [error, code] of refusals) {
    it(`says ${code} for ${error.name} ${error.status}`, async () => {
      const { store, set } = bench();
      set.error = error;
      assert.equal((await store.signIn("priya@example.com", "secret"))?.code, code);
    });
  }

  it("says that the network is gone when the project can't be found", async () => {
    const { store, set } = bench();
    set.reachable = false;
    assert.equal((await store.signIn("a@example.com", "x"))?.code, "E-NETWORK");
    assert.equal((await store.sendReset("a@example.com"))?.code, "E-NETWORK");
  });
});

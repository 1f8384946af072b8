import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type AuthClient, openSession, type SessionState } from "./session-store.ts";

const priya = { id: "5a2c7a1e-0000-4000-8000-000000000001", email: "priya@example.com" };
const olga = { id: "5a2c7a1e-0000-4000-8000-000000000002", email: "olga@example.com" };
const tokens = { access_token: "a", refresh_token: "b" };

type Failing = { name: string; code?: string; status?: number } | null;

function bench() {
  const states: SessionState[] = [];
  const set = {
    session: null as { user: typeof priya } | null,
    error: null as Failing,
    reachable: true,
    refusesPassword: null as Failing,
  };
  let tell: (event: string, session: typeof set.session) => void = () => {};
  const changes: unknown[] = [];
  const auth = {
    getSession: () => Promise.resolve({ data: { session: set.session }, error: set.error }),
    setSession: () =>
      Promise.resolve({ data: { user: set.error ? null : olga }, error: set.error }),
    onAuthStateChange(listener: typeof tell) {
      tell = listener;
      return { data: { subscription: { unsubscribe: () => void (tell = () => {}) } } };
    },
    signInWithPassword: () => Promise.resolve({ error: set.refusesPassword ?? set.error }),
    signOut: () => Promise.resolve({ error: null }),
    updateUser(change: unknown) {
      changes.push(change);
      return Promise.resolve({ data: { user: set.error ? null : priya }, error: set.error });
    },
    resetPasswordForEmail: () => Promise.resolve({ error: set.error }),
  };
  const store = openSession(
    () =>
      set.reachable
        ? Promise.resolve({ auth } as unknown as AuthClient)
        : Promise.reject(new Error("Cannot read /config.json")),
    (state) => void states.push(state),
  );
  const signedIn = async () => {
    set.session = { user: priya };
    await store.restore();
  };
  return {
    store,
    states,
    set,
    changes,
    signedIn,
    tell: (event: string, to: typeof set.session) => tell(event, to),
  };
}

describe("the session", () => {
  it("is found again, or not", async () => {
    const { states, signedIn } = bench();
    await signedIn();
    assert.deepEqual(states, [{ status: "signed-in", user: priya, isOver: false }]);
    const other = bench();
    await other.store.restore();
    assert.deepEqual(other.states, [{ status: "signed-out", user: null, isOver: false }]);
  });

  it("is unknown, not over, while nothing answers; and is looked for again", async () => {
    const { store, states, set, signedIn } = bench();
    set.reachable = false;
    await store.restore();
    assert.equal(states.at(-1)?.status, "offline");
    set.reachable = true;
    set.error = { name: "AuthRetryableFetchError", status: 0 };
    await store.restore();
    assert.equal(states.at(-1)?.status, "offline");
    set.error = null;
    await signedIn();
    assert.equal(states.at(-1)?.status, "signed-in");
  });

  it("follows a sign-out in another tab", async () => {
    const { states, signedIn, tell } = bench();
    await signedIn();
    tell("SIGNED_OUT", null);
    assert.equal(states.at(-1)?.status, "signed-out");
  });

  it("is over after signing out", async () => {
    const { store, states, signedIn } = bench();
    await signedIn();
    await store.signOut();
    assert.equal(states.at(-1)?.status, "signed-out");
  });

  it("is taken over from a tab, or stays as it was", async () => {
    const { store, states, set, signedIn } = bench();
    await signedIn();
    set.error = { name: "AuthApiError", status: 403, code: "session_not_found" };
    assert.equal((await store.adopt(tokens))?.code, "E-AUTH-SIGNIN");
    assert.deepEqual(states.at(-1)?.user, priya);
    set.error = null;
    assert.equal(await store.adopt(tokens), null);
    assert.deepEqual(states.at(-1), { status: "signed-in", user: olga, isOver: false });
  });
});

describe("a session that ends elsewhere while a call runs", () => {
  const ended = [["a sign-out", "SIGNED_OUT", null], ["somebody else", "SIGNED_IN", {
    user: olga,
  }]] as const;
  for (const [what, event, session] of ended) {
    it(`keeps its person until the call is over: ${what}`, async () => {
      const { store, states, signedIn, tell } = bench();
      await signedIn();
      const callOver = store.deferEnd();
      tell(event, session);
      assert.deepEqual(states.at(-1), { status: "signed-in", user: priya, isOver: true });
      callOver();
      const status = session ? "signed-in" : "signed-out";
      assert.deepEqual(states.at(-1), { status, user: session?.user ?? null, isOver: false });
    });
  }

  it("waits for the last of several calls", async () => {
    const { store, states, signedIn, tell } = bench();
    await signedIn();
    const [first, second] = [store.deferEnd(), store.deferEnd()];
    tell("SIGNED_OUT", null);
    first();
    first();
    assert.equal(states.at(-1)?.isOver, true);
    second();
    assert.equal(states.at(-1)?.status, "signed-out");
  });

  it("goes on when the same person signs in again", async () => {
    const { store, states, signedIn, tell } = bench();
    await signedIn();
    const callOver = store.deferEnd();
    tell("SIGNED_OUT", null);
    tell("SIGNED_IN", { user: priya });
    assert.deepEqual(states.at(-1), { status: "signed-in", user: priya, isOver: false });
    const count = states.length;
    callOver();
    assert.equal(states.length, count);
  });

  it("ends at once when no call runs any more", async () => {
    const { store, states, signedIn, tell } = bench();
    await signedIn();
    store.deferEnd()();
    tell("SIGNED_OUT", null);
    assert.equal(states.at(-1)?.status, "signed-out");
  });
});

describe("signing out", () => {
  it("waits for what needs the session, whether that works or not", async () => {
    const { store, states, signedIn } = bench();
    await signedIn();
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

describe("changing the password", () => {
  it("asks for the present one first", async () => {
    const { store, set } = bench();
    set.refusesPassword = { name: "AuthApiError", status: 400, code: "invalid_credentials" };
    assert.equal((await store.changePassword("wrong", "twelve-signs"))?.code, "E-PASSWORD-CURRENT");
    set.refusesPassword = { name: "AuthRetryableFetchError", status: 0 };
    assert.equal((await store.changePassword("right", "twelve-signs"))?.code, "E-NETWORK");
  });

  it("works without a word", async () => {
    const { store, changes } = bench();
    assert.equal(await store.changePassword("right", "twelve-signs"), null);
    assert.deepEqual(changes, [{ password: "twelve-signs", current_password: "right" }]);
  });

  const refusals = [
    ["same_password", "E-PASSWORD-SAME"],
    ["weak_password", "E-PASSWORD-WEAK"],
    ["reauthentication_needed", "E-PASSWORD-OLD-SESSION"],
  ] as const;
  for (const [code, problem] of refusals) {
    it(`says ${problem} for ${code}`, async () => {
      const { store, set } = bench();
      const signIn = store.changePassword("right", "twelve-signs");
      set.error = { name: "AuthApiError", status: 422, code };
      assert.equal((await signIn)?.code, problem);
    });
  }
});

describe("changing the address", () => {
  it("asks Auth, which mails to both", async () => {
    const { store, changes } = bench();
    assert.equal(await store.changeEmail("p@example.com"), null);
    assert.deepEqual(changes, [{ email: "p@example.com" }]);
  });

  it("says that another account has it", async () => {
    const { store, set } = bench();
    set.error = { name: "AuthApiError", status: 422, code: "email_exists" };
    assert.equal((await store.changeEmail("p@example.com"))?.code, "E-EMAIL-TAKEN");
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

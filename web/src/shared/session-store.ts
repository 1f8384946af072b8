import type { AuthError, SupabaseClient } from "@supabase/supabase-js";
import { type Problem, problemOf } from "./problem.ts";

export interface SessionUser {
  id: string;
  email: string;
}

/** `offline`: there may be a session, but nothing answers that could say so. */
export interface SessionState {
  status: "loading" | "signed-out" | "signed-in" | "offline";
  user: SessionUser | null;
}

/** What the session needs of the Supabase client. */
export type AuthClient = {
  auth: Pick<
    SupabaseClient["auth"],
    "getSession" | "onAuthStateChange" | "signInWithPassword" | "signOut" | "resetPasswordForEmail"
  >;
};

export interface SessionStore {
  /** Finds out who is signed in; again after the network came back. */
  restore: () => Promise<void>;
  signIn: (email: string, password: string) => Promise<Problem | null>;
  signOut: () => Promise<void>;
  beforeSignOut: (run: () => Promise<void>) => () => void;
  sendReset: (email: string) => Promise<Problem | null>;
  close: () => void;
}

/** Whoever signs out is not kept for longer by what still has to be told. */
const leavingLimitMs = 2_000;

/**
 * The session as a store without a framework.
 * @param connect gives the client, or rejects when the project's configuration can't be read
 * @param report is told each change of the state
 */
export function openSession(
  connect: () => Promise<AuthClient>,
  report: (state: SessionState) => void,
): SessionStore {
  const leaving = new Set<() => Promise<void>>();
  let known = false;
  let unsubscribe: (() => void) | null = null;

  const show = (user: { id: string; email?: string | undefined } | null | undefined) => {
    known = true;
    report(
      user
        ? { status: "signed-in", user: { id: user.id, email: user.email ?? "" } }
        : { status: "signed-out", user: null },
    );
  };

  async function client(): Promise<AuthClient> {
    const connected = await connect();
    if (!unsubscribe) {
      const { data } = connected.auth.onAuthStateChange((event, session) => {
        // The first event repeats what getSession says, and would hide that it could not refresh.
        if (event !== "INITIAL_SESSION") show(session?.user);
      });
      unsubscribe = () => data.subscription.unsubscribe();
    }
    return connected;
  }

  return {
    async restore() {
      if (known) return;
      try {
        const { data, error } = await (await client()).auth.getSession();
        if (error && isNetworkFailure(error)) report({ status: "offline", user: null });
        else show(data.session?.user);
      } catch {
        report({ status: "offline", user: null });
      }
    },
    async signIn(email, password) {
      return await attempt(async () =>
        (await (await client()).auth.signInWithPassword({ email, password })).error
      );
    },
    beforeSignOut(run) {
      leaving.add(run);
      return () => leaving.delete(run);
    },
    async signOut() {
      await settleWithin(leavingLimitMs, [...leaving].map((run) => run()));
      try {
        // Only this browser: the person's other devices go on ringing.
        await (await client()).auth.signOut({ scope: "local" });
      } finally {
        show(null);
      }
    },
    async sendReset(email) {
      return await attempt(async () =>
        (await (await client()).auth.resetPasswordForEmail(email)).error
      );
    },
    close() {
      unsubscribe?.();
      unsubscribe = null;
    },
  };
}

/** Waits for all of them, whether they work or not, but not for long. */
async function settleWithin(limitMs: number, all: Promise<void>[]): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([Promise.allSettled(all), limit]);
  clearTimeout(timer);
}

async function attempt(run: () => Promise<AuthError | null>): Promise<Problem | null> {
  try {
    const error = await run();
    return error ? authProblem(error) : null;
  } catch {
    return problemOf("E-NETWORK");
  }
}

/** supabase-js reports a request that never got an answer, and 502 to 504, by this name. */
function isNetworkFailure(error: AuthError): boolean {
  return error.name === "AuthRetryableFetchError";
}

function authProblem(error: AuthError): Problem {
  if (isNetworkFailure(error)) return problemOf("E-NETWORK");
  if (error.code === "email_not_confirmed") return problemOf("E-SIGNIN-UNCONFIRMED");
  if (error.status === 429) return problemOf("E-SIGNIN-LIMIT");
  if (error.status !== undefined && error.status >= 500) return problemOf("E-DATABASE");
  return problemOf("E-SIGNIN-REFUSED");
}

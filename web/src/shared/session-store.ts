import type { SupabaseClient } from "@supabase/supabase-js";
import { attempt, isNetworkFailure } from "./auth-problem.ts";
import { type Problem, problemOf } from "./problem.ts";
import type { SessionTokens } from "./tab-session.ts";

export interface SessionUser {
  id: string;
  email: string;
}

/** `offline`: there may be a session, but nothing answers that could say so. */
export interface SessionState {
  status: "loading" | "signed-out" | "signed-in" | "offline";
  user: SessionUser | null;
  /**
   * The session ended, or became somebody else's, in another tab or browser. Its person stays, so that
   * a running call can be finished.
   */
  isOver: boolean;
}

/** What the session needs of the Supabase client. */
export type AuthClient = {
  auth: Pick<
    SupabaseClient["auth"],
    | "getSession"
    | "setSession"
    | "onAuthStateChange"
    | "signInWithPassword"
    | "signOut"
    | "resetPasswordForEmail"
    | "updateUser"
  >;
};

export interface SessionStore {
  /** Finds out who is signed in; again after the network came back. */
  restore: () => Promise<void>;
  signIn: (email: string, password: string) => Promise<Problem | null>;
  /** Takes over the session of one tab, in the place of whoever is signed in. */
  adopt: (tokens: SessionTokens) => Promise<Problem | null>;
  signOut: () => Promise<void>;
  beforeSignOut: (run: () => Promise<void>) => () => void;
  /**
   * While a call runs, the session's end waits.
   * @returns the call is over
   */
  deferEnd: () => () => void;
  sendReset: (email: string) => Promise<Problem | null>;
  /** Auth itself would take a new one from anybody at an open browser: so the present one is asked for. */
  changePassword: (current: string, next: string) => Promise<Problem | null>;
  /** Has a link sent to the present address and one to the new one; it counts when both were opened. */
  changeEmail: (email: string) => Promise<Problem | null>;
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
  const reasons = new Set<symbol>();
  let known = false;
  let shown: SessionUser | null = null;
  /** Who is signed in since the shown one is over; undefined: the shown one. */
  let waiting: SessionUser | null | undefined;
  let unsubscribe: (() => void) | null = null;

  const tell = () => {
    const isOver = waiting !== undefined;
    report({ status: shown ? "signed-in" : "signed-out", user: shown, isOver });
  };
  const show = (user: { id: string; email?: string | undefined } | null | undefined) => {
    known = true;
    const next = user ? { id: user.id, email: user.email ?? "" } : null;
    const mustWait = reasons.size > 0 && shown !== null && next?.id !== shown.id;
    waiting = mustWait ? next : undefined;
    if (!mustWait) shown = next;
    tell();
  };
  const offline = () => report({ status: "offline", user: null, isOver: false });

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
        if (error && isNetworkFailure(error)) offline();
        else show(data.session?.user);
      } catch {
        offline();
      }
    },
    async signIn(email, password) {
      return await attempt(async () =>
        (await (await client()).auth.signInWithPassword({ email, password })).error
      );
    },
    async adopt(tokens) {
      return await attempt(async () => {
        const { data, error } = await (await client()).auth.setSession(tokens);
        if (!error) show(data.user);
        return error;
      });
    },
    beforeSignOut(run) {
      leaving.add(run);
      return () => leaving.delete(run);
    },
    deferEnd() {
      const mine = Symbol();
      reasons.add(mine);
      return () => {
        reasons.delete(mine);
        if (reasons.size === 0 && waiting !== undefined) show(waiting);
      };
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
    async changePassword(current, next) {
      const email = shown?.email ?? "";
      const refused = await attempt(async () =>
        (await (await client()).auth.signInWithPassword({ email, password: current })).error
      );
      if (refused?.code === "E-SIGNIN-REFUSED") return problemOf("E-PASSWORD-CURRENT");
      if (refused) return refused;
      return await attempt(async () =>
        (await (await client()).auth.updateUser({ password: next, current_password: current }))
          .error
      );
    },
    async changeEmail(email) {
      const refused = await attempt(async () =>
        (await (await client()).auth.updateUser({ email })).error
      );
      return refused?.code === "E-SIGNUP-EXISTS" ? problemOf("E-EMAIL-TAKEN") : refused;
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

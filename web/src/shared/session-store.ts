import type { AuthError, SupabaseClient } from "@supabase/supabase-js";
import type { Landing } from "./landing.ts";
import { type Problem, type ProblemCode, problemOf, type Result } from "./problem.ts";

export interface SessionUser {
  id: string;
  email: string;
}

/**
 * `offline`: there may be a session, but nothing answers that could say so. `new-password`: a mail's
 * link signed the person in, so that they choose one.
 */
export interface SessionState {
  status: "loading" | "signed-out" | "signed-in" | "new-password" | "offline";
  user: SessionUser | null;
}

/** What the session needs of the Supabase client. */
export type AuthClient = {
  auth: Pick<
    SupabaseClient["auth"],
    | "getSession"
    | "onAuthStateChange"
    | "signInWithPassword"
    | "signUp"
    | "resend"
    | "signOut"
    | "resetPasswordForEmail"
    | "updateUser"
  >;
};

export interface NewPerson {
  name: string;
  email: string;
  password: string;
}

export interface SessionStore {
  /** Finds out who is signed in; again after the network came back. */
  restore: () => Promise<void>;
  signIn: (email: string, password: string) => Promise<Problem | null>;
  /** Makes an account; `confirm`: a mail's link has to be opened first. */
  signUp: (person: NewPerson) => Promise<Result<"signed-in" | "confirm">>;
  resendConfirmation: (email: string) => Promise<Problem | null>;
  signOut: () => Promise<void>;
  beforeSignOut: (run: () => Promise<void>) => () => void;
  sendReset: (email: string) => Promise<Problem | null>;
  /** Saves the password that a mail's link asked for, and goes on signed in. */
  choosePassword: (password: string) => Promise<Problem | null>;
  /** Auth itself would take a new one from anybody at an open browser: so the present one is asked for. */
  changePassword: (current: string, next: string) => Promise<Problem | null>;
  close: () => void;
}

/** Whoever signs out is not kept for longer by what still has to be told. */
const leavingLimitMs = 2_000;

/**
 * The session as a store without a framework.
 * @param connect gives the client, or rejects when the project's configuration can't be read
 * @param report is told each change of the state
 * @param landing what the page was opened with
 */
export function openSession(
  connect: () => Promise<AuthClient>,
  report: (state: SessionState) => void,
  landing: Landing = null,
): SessionStore {
  const leaving = new Set<() => Promise<void>>();
  let known = false;
  let mustChoose = landing === "new-password";
  let unsubscribe: (() => void) | null = null;
  let email = "";

  const show = (user: { id: string; email?: string | undefined } | null | undefined) => {
    known = true;
    email = user?.email ?? "";
    if (!user) mustChoose = false;
    const status = mustChoose ? "new-password" : "signed-in";
    report(
      user
        ? { status, user: { id: user.id, email: user.email ?? "" } }
        : { status: "signed-out", user: null },
    );
  };

  async function client(): Promise<AuthClient> {
    const connected = await connect();
    if (!unsubscribe) {
      const { data } = connected.auth.onAuthStateChange((event, session) => {
        if (event === "PASSWORD_RECOVERY") mustChoose = true;
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
    async signUp({ name, email, password }) {
      try {
        const { data, error } = await (await client()).auth.signUp({
          email,
          password,
          options: { data: { display_name: name } },
        });
        if (error) return { ok: false, problem: authProblem(error) };
        return { ok: true, value: data.session ? "signed-in" : "confirm" };
      } catch {
        return { ok: false, problem: problemOf("E-NETWORK") };
      }
    },
    async resendConfirmation(address) {
      return await attempt(async () =>
        (await (await client()).auth.resend({ type: "signup", email: address })).error
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
    async choosePassword(password) {
      return await attempt(async () => {
        const { data, error } = await (await client()).auth.updateUser({ password });
        if (error) return error;
        mustChoose = false;
        show(data.user);
        return null;
      });
    },
    async changePassword(current, next) {
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

/** https://supabase.com/docs/guides/auth/debugging/error-codes */
const problemOfCode: Readonly<Record<string, ProblemCode>> = {
  email_not_confirmed: "E-SIGNIN-UNCONFIRMED",
  weak_password: "E-PASSWORD-WEAK",
  same_password: "E-PASSWORD-SAME",
  reauthentication_needed: "E-PASSWORD-OLD-SESSION",
  signup_disabled: "E-SIGNUP-OFF",
  email_provider_disabled: "E-SIGNUP-OFF",
  user_already_exists: "E-SIGNUP-EXISTS",
  email_exists: "E-SIGNUP-EXISTS",
  email_address_not_authorized: "E-SIGNUP-MAIL",
  email_address_invalid: "E-EMAIL",
  validation_failed: "E-EMAIL",
};

function authProblem(error: AuthError): Problem {
  if (isNetworkFailure(error)) return problemOf("E-NETWORK");
  const code = problemOfCode[error.code ?? ""];
  if (code) return problemOf(code);
  if (error.name === "AuthSessionMissingError") return problemOf("E-SIGNIN-LINK");
  if (error.status === 429) return problemOf("E-SIGNIN-LIMIT");
  if (error.status !== undefined && error.status >= 500) return problemOf("E-DATABASE");
  return problemOf("E-SIGNIN-REFUSED");
}

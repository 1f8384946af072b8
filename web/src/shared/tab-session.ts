import type { SupabaseClient, User } from "@supabase/supabase-js";
import { attempt, authProblem } from "./auth-problem.ts";
import type { MailLink } from "./landing.ts";
import { type Problem, problemOf, type Result } from "./problem.ts";
import { tabStorageKey } from "./project.ts";

/** What the tab's session needs of a Supabase client that keeps its session in this tab alone. */
export type TabClient = {
  auth: Pick<
    SupabaseClient["auth"],
    "signUp" | "resend" | "verifyOtp" | "getSession" | "updateUser" | "signOut"
  >;
};

/** A session that can be handed over to the whole browser. */
export interface SessionTokens {
  access_token: string;
  refresh_token: string;
}

/** Whom the mail's link proved. */
export interface ProvedUser {
  id: string;
  email: string;
  /** Nobody had proved the address before: what the account says of its person may be a stranger's. */
  isNew: boolean;
}

export interface TabSession {
  /**
   * Begins an account. Its password is chosen only by whoever proves the mailbox, so a random one
   * goes to Auth, which asks for one.
   * @returns `confirm`: a mail's link has to be opened first. `password`: the project confirms no
   * addresses, and a password is due at once
   */
  signUp: (email: string) => Promise<Result<"confirm" | "password">>;
  /** Has the mail that confirms an address sent once more. Null when it was taken. */
  resend: (email: string) => Promise<Problem | null>;
  /**
   * Uses a mail's link, on a person's press.
   * @returns whom it proved; `half`: another address counts only when the other mailbox has
   * confirmed it, too
   */
  confirm: (link: MailLink) => Promise<Result<ProvedUser | "half">>;
  /** Whom this tab's link has proved before a reload; null: it has not been used here. */
  resume: (link: MailLink) => Promise<ProvedUser | null>;
  /**
   * Saves the password, and the name of a new account. Auth ends every other session of the account.
   * @returns the session, for {@link Session.adopt}
   */
  choose: (chosen: { password: string; name?: string }) => Promise<Result<SessionTokens>>;
  /** Ends the tab's session, which nobody wanted. */
  drop: () => Promise<void>;
  /** It is the browser's now. */
  forget: () => void;
}

const usedKey = "softphone-mail-link";

/**
 * A session that this tab alone has, until its person has chosen a password: so a mail's link that is
 * opened beside a call touches neither the call nor who is signed in.
 * @param connect gives the tab's client, or rejects when the project can't be reached
 * @param storage the tab's own: sessionStorage
 */
export function openTabSession(
  connect: () => Promise<TabClient>,
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">,
): TabSession {
  return {
    async signUp(email) {
      try {
        const { data, error } = await (await connect()).auth.signUp({
          email,
          password: randomPassword(),
        });
        if (error) return { ok: false, problem: authProblem(error) };
        // Of an account that there is already, Auth tells nothing but this.
        const exists = data.user?.identities?.length === 0;
        if (exists) return { ok: false, problem: problemOf("E-SIGNUP-EXISTS") };
        return { ok: true, value: data.session ? "password" : "confirm" };
      } catch {
        return { ok: false, problem: problemOf("E-NETWORK") };
      }
    },
    async resend(email) {
      return await attempt(async () =>
        (await (await connect()).auth.resend({ type: "signup", email })).error
      );
    },
    async confirm({ type, tokenHash }) {
      try {
        const { data, error } = await (await connect()).auth.verifyOtp({
          type,
          token_hash: tokenHash,
        });
        if (error) return { ok: false, problem: authProblem(error) };
        if (!data.session) return { ok: true, value: "half" };
        storage.setItem(usedKey, tokenHash);
        return { ok: true, value: provedBy(type, data.session.user) };
      } catch {
        return { ok: false, problem: problemOf("E-NETWORK") };
      }
    },
    async resume({ type, tokenHash }) {
      if (storage.getItem(usedKey) !== tokenHash) return null;
      try {
        const { data } = await (await connect()).auth.getSession();
        return data.session ? provedBy(type, data.session.user) : null;
      } catch {
        return null;
      }
    },
    async choose({ password, name }) {
      try {
        const { auth } = await connect();
        const { error } = await auth.updateUser({
          password,
          ...(name !== undefined && { data: { display_name: name } }),
        });
        if (error) return { ok: false, problem: authProblem(error) };
        const { data } = await auth.getSession();
        if (!data.session) return { ok: false, problem: problemOf("E-AUTH-SIGNIN") };
        const { access_token, refresh_token } = data.session;
        return { ok: true, value: { access_token, refresh_token } };
      } catch {
        return { ok: false, problem: problemOf("E-NETWORK") };
      }
    },
    async drop() {
      storage.removeItem(usedKey);
      await connect().then(({ auth }) => auth.signOut({ scope: "local" })).catch(() => undefined);
    },
    forget() {
      storage.removeItem(usedKey);
      storage.removeItem(tabStorageKey);
    },
  };
}

function provedBy(type: MailLink["type"], user: User): ProvedUser {
  const { id, email = "", email_confirmed_at: confirmed = "", recovery_sent_at: sent } = user;
  // A reset proves an address, too, of an account that was never confirmed.
  const byReset = sent !== undefined && Date.parse(confirmed) >= Date.parse(sent);
  return { id, email, isNew: type === "signup" || type === "invite" || byReset };
}

/** Nobody knows it, and it has what a project may ask of a password. */
function randomPassword(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(30));
  return `${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}aA1!`;
}

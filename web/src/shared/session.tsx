import { createContext, createSignal, type JSX, onCleanup, onMount, useContext } from "solid-js";
import { landingOf } from "./landing.ts";
import { type Problem, problemOf, type Result } from "./problem.ts";
import { type NewPerson, openSession, type SessionState } from "./session-store.ts";
import { connectProject, hasStoredSession } from "./project.ts";

export type { SessionUser } from "./session-store.ts";

/** Who is signed in, and the ways in and out. */
export interface Session {
  status: () => SessionState["status"];
  user: () => SessionState["user"];
  /** Null when it worked. */
  signIn: (email: string, password: string) => Promise<Problem | null>;
  /** Makes an account; `confirm`: a mail's link has to be opened first. */
  signUp: (person: NewPerson) => Promise<Result<"signed-in" | "confirm">>;
  /** Has the mail that confirms an address sent once more. Null when it was taken. */
  resendConfirmation: (email: string) => Promise<Problem | null>;
  signOut: () => Promise<void>;
  /**
   * Runs something while there still is a session, when the person signs out.
   * @returns takes it back
   */
  beforeSignOut: (run: () => Promise<void>) => () => void;
  /** Has a link for a new password sent. Null when it was taken, whether or not the address exists. */
  sendReset: (email: string) => Promise<Problem | null>;
  /** Saves the password that a mail's link asked for. Null when it worked. */
  choosePassword: (password: string) => Promise<Problem | null>;
  /** Null when it worked. */
  changePassword: (current: string, next: string) => Promise<Problem | null>;
  /** Why the mail's link that opened this page is of no use. */
  linkProblem: () => Problem | null;
}

const SessionContext = createContext<Session>();

/** Keeps the session; the Supabase client is loaded after the first paint. */
export function SessionProvider(props: { children: JSX.Element }): JSX.Element {
  const landing = landingOf(location.hash);
  const isAwaited = hasStoredSession() || landing === "new-password" || landing === "signed-in";
  const [state, setState] = createSignal<SessionState>({
    status: isAwaited ? "loading" : "signed-out",
    user: null,
  });
  const store = openSession(connectProject, setState, landing);
  // A reload must not say it again; what a good link brings, supabase-js takes out itself.
  if (landing === "link-refused") history.replaceState(null, "", location.pathname);
  onMount(() => {
    void store.restore();
    const retry = () => void store.restore();
    globalThis.addEventListener("online", retry);
    onCleanup(() => {
      globalThis.removeEventListener("online", retry);
      store.close();
    });
  });
  const session: Session = {
    status: () => state().status,
    user: () => state().user,
    signIn: store.signIn,
    signUp: store.signUp,
    resendConfirmation: store.resendConfirmation,
    signOut: store.signOut,
    beforeSignOut: store.beforeSignOut,
    sendReset: store.sendReset,
    choosePassword: store.choosePassword,
    changePassword: store.changePassword,
    linkProblem: () => landing === "link-refused" ? problemOf("E-SIGNIN-LINK") : null,
  };
  return <SessionContext.Provider value={session}>{props.children}</SessionContext.Provider>;
}

/** @throws outside of a SessionProvider */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("Cannot use session: wrap the tree in SessionProvider");
  return session;
}

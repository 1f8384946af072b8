import { createContext, createSignal, type JSX, onCleanup, onMount, useContext } from "solid-js";
import type { Problem } from "./problem.ts";
import { openSession, type SessionState } from "./session-store.ts";
import { connectProject, hasStoredSession } from "./project.ts";

export type { SessionUser } from "./session-store.ts";

/** Who is signed in, and the ways in and out. */
export interface Session {
  status: () => SessionState["status"];
  user: () => SessionState["user"];
  /** Null when it worked. */
  signIn: (email: string, password: string) => Promise<Problem | null>;
  signOut: () => Promise<void>;
  /**
   * Runs something while there still is a session, when the person signs out.
   * @returns takes it back
   */
  beforeSignOut: (run: () => Promise<void>) => () => void;
  /** Has a link for a new password sent. Null when it was taken, whether or not the address exists. */
  sendReset: (email: string) => Promise<Problem | null>;
}

const SessionContext = createContext<Session>();

/** Keeps the session; the Supabase client is loaded after the first paint. */
export function SessionProvider(props: { children: JSX.Element }): JSX.Element {
  const [state, setState] = createSignal<SessionState>({
    status: hasStoredSession() ? "loading" : "signed-out",
    user: null,
  });
  const store = openSession(connectProject, setState);
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
    signOut: store.signOut,
    beforeSignOut: store.beforeSignOut,
    sendReset: store.sendReset,
  };
  return <SessionContext.Provider value={session}>{props.children}</SessionContext.Provider>;
}

/** @throws outside of a SessionProvider */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("Cannot use session: wrap the tree in SessionProvider");
  return session;
}

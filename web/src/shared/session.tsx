import { createContext, createSignal, type JSX, onCleanup, onMount, useContext } from "solid-js";
import { connectProject, hasStoredSession } from "./project.ts";
import { openSession, type SessionState, type SessionStore } from "./session-store.ts";

export type { SessionUser } from "./session-store.ts";

/** Who is signed in, and the ways in and out. */
export interface Session extends
  Pick<
    SessionStore,
    | "signIn"
    | "adopt"
    | "signOut"
    | "beforeSignOut"
    | "deferEnd"
    | "sendReset"
    | "changePassword"
    | "changeEmail"
  > {
  status: () => SessionState["status"];
  user: () => SessionState["user"];
  /** It ended elsewhere while a call runs here, which may be finished. */
  isOver: () => boolean;
}

const SessionContext = createContext<Session>();

/** Keeps the session; the Supabase client is loaded after the first paint. */
export function SessionProvider(props: { children: JSX.Element }): JSX.Element {
  const [state, setState] = createSignal<SessionState>({
    status: hasStoredSession() ? "loading" : "signed-out",
    user: null,
    isOver: false,
  });
  const { restore, close, ...store } = openSession(connectProject, setState);
  onMount(() => {
    void restore();
    const retry = () => void restore();
    globalThis.addEventListener("online", retry);
    onCleanup(() => {
      globalThis.removeEventListener("online", retry);
      close();
    });
  });
  const session: Session = {
    ...store,
    status: () => state().status,
    user: () => state().user,
    isOver: () => state().isOver,
  };
  return <SessionContext.Provider value={session}>{props.children}</SessionContext.Provider>;
}

/** @throws outside of a SessionProvider */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("Cannot use session: wrap the tree in SessionProvider");
  return session;
}

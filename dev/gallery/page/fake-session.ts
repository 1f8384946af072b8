import { createSignal, type JSX } from "solid-js";
import type { Session } from "../../../web/src/shared/session.tsx";

const signedOut = location.search.includes("state=sign-in");
const [status] = createSignal<ReturnType<Session["status"]>>(
  signedOut ? "signed-out" : "signed-in",
);

const refused = {
  code: "E-SIGNIN-REFUSED",
  message: "Email or password is wrong.",
  next: "Check both, or have a new password sent.",
};

export function useSession(): Session {
  return {
    status,
    user: () => signedOut ? null : { id: "jonas", email: "jonas@nordlicht-reisen.example" },
    signIn: () => Promise.resolve(refused),
    signOut: () => Promise.resolve(),
    beforeSignOut: () => () => {},
    sendReset: () => Promise.resolve(null),
  };
}

export function SessionProvider(props: { children: JSX.Element }): JSX.Element {
  return props.children;
}

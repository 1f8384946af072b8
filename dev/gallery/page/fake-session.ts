import { createSignal, type JSX } from "solid-js";
import { problemOf } from "../../../web/src/shared/problem.ts";
import type { Session } from "../../../web/src/shared/session.tsx";

const shown = new URLSearchParams(location.search).get("state");
const signedOut = shown === "sign-in" || shown === "link-refused";
const [status] = createSignal<ReturnType<Session["status"]>>(
  signedOut ? "signed-out" : shown === "new-password" ? "new-password" : "signed-in",
);

export function useSession(): Session {
  return {
    status,
    user: () => signedOut ? null : { id: "jonas", email: "jonas@nordlicht-reisen.example" },
    signIn: () => Promise.resolve(problemOf("E-SIGNIN-REFUSED")),
    signUp: () => Promise.resolve({ ok: false, problem: problemOf("E-SIGNUP-OFF") }),
    resendConfirmation: () => Promise.resolve(null),
    changePassword: () => Promise.resolve(problemOf("E-PASSWORD-CURRENT")),
    signOut: () => Promise.resolve(),
    beforeSignOut: () => () => {},
    choosePassword: () => Promise.resolve(problemOf("E-PASSWORD-WEAK")),
    linkProblem: () => shown === "link-refused" ? problemOf("E-SIGNIN-LINK") : null,
    sendReset: () => Promise.resolve(null),
  };
}

export function SessionProvider(props: { children: JSX.Element }): JSX.Element {
  return props.children;
}

import { createSignal, type JSX } from "solid-js";
import { problemOf } from "../../../web/src/shared/problem.ts";
import type { Session } from "../../../web/src/shared/session.tsx";
import type { TabSession } from "../../../web/src/shared/tab-session.ts";

const jonas = { id: "jonas", email: "jonas@nordlicht-reisen.example" };
const shown = new URLSearchParams(location.search).get("state");
const signedOut = shown === "sign-in" || shown === "sign-up";
const [status] = createSignal<ReturnType<Session["status"]>>(
  signedOut ? "signed-out" : "signed-in",
);

/** What a mail's link opens, by state. */
const hashes = new Map([
  ["link-refused", "#error_code=otp_expired"],
  ["mail-link", `#type=signup&token_hash=${"0".repeat(56)}`],
  ["new-password", `#type=recovery&token_hash=${"0".repeat(56)}`],
  ["new-account", `#type=signup&token_hash=${"0".repeat(56)}`],
]);
const hash = hashes.get(shown ?? "");
if (hash !== undefined) history.replaceState(null, "", `/mail-link${location.search}${hash}`);

export function useSession(): Session {
  return {
    status,
    user: () => signedOut ? null : jonas,
    isOver: () => false,
    signIn: () => Promise.resolve(problemOf("E-SIGNIN-REFUSED")),
    adopt: () => Promise.resolve(null),
    changePassword: () => Promise.resolve(problemOf("E-PASSWORD-CURRENT")),
    changeEmail: () => Promise.resolve(null),
    signOut: () => Promise.resolve(),
    beforeSignOut: () => () => {},
    deferEnd: () => () => {},
    sendReset: () => Promise.resolve(null),
  };
}

const proved = { ...jonas, isNew: shown === "new-account" };

export const tab: TabSession = {
  signUp: () => Promise.resolve({ ok: false, problem: problemOf("E-SIGNUP-EXISTS") }),
  resend: () => Promise.resolve(null),
  confirm: () => Promise.resolve({ ok: true, value: proved }),
  resume: () => Promise.resolve(shown === "mail-link" ? null : proved),
  choose: () => Promise.resolve({ ok: false, problem: problemOf("E-PASSWORD-WEAK") }),
  drop: () => Promise.resolve(),
  forget: () => {},
};

export function SessionProvider(props: { children: JSX.Element }): JSX.Element {
  return props.children;
}

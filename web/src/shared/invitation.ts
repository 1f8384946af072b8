import * as v from "valibot";
import { landingOf } from "./landing.ts";

const key = "softphone-invitation";
/** How long a link waits here for the mail that confirms the address, in ms. */
const keptMs = 24 * 60 * 60_000;
const TokenSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{20,200}$/));
const KeptSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ token: TokenSchema, at: v.number() }),
);

/** What of the browser an invitation's link needs. */
export interface InvitationPlace {
  location: Pick<Location, "pathname" | "hash">;
  history: Pick<History, "replaceState">;
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
}

/**
 * The token of the invitation that this page was opened for, by its link `/join#<token>` or, later, by
 * the mail that confirms the address: that opens a tab of its own, so the token waits in localStorage.
 * It is out of the address bar then, and was in no path and no query, which servers write down.
 * @param now epoch ms
 */
export function takeInvitation(
  { location, history, storage }: InvitationPlace,
  now: number,
): string | null {
  const isJoining = location.pathname === "/join";
  const given = v.safeParse(TokenSchema, location.hash.slice(1));
  if (isJoining && given.success) {
    history.replaceState(null, "", "/join");
    storage.setItem(key, JSON.stringify({ token: given.output, at: now }));
    return given.output;
  }
  const isFromMail = landingOf(location)?.kind === "mail-link";
  if (!isJoining && !isFromMail) return null;
  const kept = v.safeParse(KeptSchema, storage.getItem(key));
  if (kept.success && now - kept.output.at < keptMs) return kept.output.token;
  storage.removeItem(key);
  return null;
}

/** The invitation is used, of no use, or not wanted. */
export function dropInvitation({ history, storage }: InvitationPlace): void {
  storage.removeItem(key);
  history.replaceState(null, "", "/");
}

/** What a mail's link brought along: a new password is due, a session, or that it is of no use any more. */
export type Landing = "new-password" | "signed-in" | "link-refused" | null;

/**
 * Reads the fragment with which Auth sends people back. An invited person has no password yet, so an
 * invitation is as good as a reset: https://supabase.com/docs/guides/auth/sessions/implicit-flow
 * @param hash `location.hash`, before supabase-js takes the session out of it
 */
export function landingOf(hash: string): Landing {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  if (values.has("error_code") || values.has("error")) return "link-refused";
  if (!values.has("access_token")) return null;
  const isDue = values.get("type") === "recovery" || values.get("type") === "invite";
  return isDue ? "new-password" : "signed-in";
}

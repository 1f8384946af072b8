import type { SupabaseClient } from "@supabase/supabase-js";
import type { Reach } from "./supabase.ts";

/** Where supabase-js keeps the session in localStorage. */
export const storageKey = "softphone-session";

/** Where it keeps the session of one tab, in sessionStorage. */
export const tabStorageKey = "softphone-tab-session";

/** Whether somebody was signed in here when the page was last open. */
export function hasStoredSession(): boolean {
  try {
    return localStorage.getItem(storageKey) !== null;
  } catch {
    // Storage can be forbidden; then nobody can have been remembered.
    return false;
  }
}

/** The one Supabase client of this page. */
export const connectProject = once("browser");

/** Another one, whose session only this tab has: for a mail's link, until its person has chosen a password. */
export const connectTab = once("tab");

/**
 * Made at the first call; the client's code is a chunk of its own, so the sign-in page paints without it.
 * @throws when the configuration or the code can't be fetched; the next call tries again
 */
function once(reach: Reach): () => Promise<SupabaseClient> {
  let connected: Promise<SupabaseClient> | null = null;
  return () => {
    connected ??= connect(reach).catch((error: unknown) => {
      connected = null;
      throw error;
    });
    return connected;
  };
}

async function connect(reach: Reach): Promise<SupabaseClient> {
  const [{ makeClient }, config] = await Promise.all([
    import("./supabase.ts"),
    fetch("/config.json", { cache: "no-cache" }),
  ]);
  return await makeClient(config, reach);
}

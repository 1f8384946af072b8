import type { SupabaseClient } from "@supabase/supabase-js";

/** Where supabase-js keeps the session in localStorage. */
export const storageKey = "softphone-session";

/** Whether somebody was signed in here when the page was last open. */
export function hasStoredSession(): boolean {
  try {
    return localStorage.getItem(storageKey) !== null;
  } catch {
    // Storage can be forbidden; then nobody can have been remembered.
    return false;
  }
}

let connected: Promise<SupabaseClient> | null = null;

/**
 * The one Supabase client of this page, made at the first call; its code is a chunk of its own, so
 * the sign-in page paints without it.
 * @throws when the configuration or the code can't be fetched; the next call tries again
 */
export function connectProject(): Promise<SupabaseClient> {
  connected ??= connect().catch((error: unknown) => {
    connected = null;
    throw error;
  });
  return connected;
}

async function connect(): Promise<SupabaseClient> {
  const [{ makeClient }, config] = await Promise.all([
    import("./supabase.ts"),
    fetch("/config.json", { cache: "no-cache" }),
  ]);
  return await makeClient(config);
}

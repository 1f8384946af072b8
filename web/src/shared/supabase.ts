import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import * as v from "valibot";
import { ConfigSchema } from "../../../supabase/functions/_shared/contracts/config.ts";
import { storageKey, tabStorageKey } from "./project.ts";
import { reportBeat } from "./realtime-beat.ts";
import workerUrl from "./realtime-beat.worker.ts?worker&url";

/** A client's session is the whole browser's, or one tab's: `tab-session.ts` says what for. */
export type Reach = "browser" | "tab";

/** Whoever presses Hang up and closes the tab has hung up: a command outlives its page. */
const fetchToTheEnd: typeof fetch = (input, init) => {
  const url = input instanceof Request ? input.url : String(input);
  return fetch(input, url.endsWith("/functions/v1/call") ? { ...init, keepalive: true } : init);
};

/**
 * Makes a Supabase client; `project.ts` holds the only one of each reach.
 * @param answer to the request for `/config.json`
 * @throws when it is an error or not a configuration
 */
export async function makeClient(answer: Response, reach: Reach): Promise<SupabaseClient> {
  if (!answer.ok) throw new Error(`Cannot read /config.json: HTTP ${answer.status}`);
  const config = v.parse(ConfigSchema, await answer.json());
  return createClient(config.supabaseUrl, config.publishableKey, {
    auth: {
      // A link never brings a session along: `landing.ts` says why.
      detectSessionInUrl: false,
      ...(reach === "browser"
        ? { storageKey }
        // Two clients must not renew one session, once the browser's has it.
        : { storageKey: tabStorageKey, storage: sessionStorage, autoRefreshToken: false }),
    },
    global: { fetch: fetchToTheEnd },
    realtime: {
      // A background tab's timers are throttled and its socket would die without a word.
      worker: true,
      // An own file: the default is a blob: worker, which a strict content policy refuses.
      workerUrl,
      heartbeatCallback: reportBeat,
    },
  });
}

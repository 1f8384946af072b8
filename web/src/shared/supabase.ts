import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import * as v from "valibot";
import { ConfigSchema } from "../../../supabase/functions/_shared/contracts/config.ts";
import { storageKey } from "./project.ts";
import { reportBeat } from "./realtime-beat.ts";
import workerUrl from "./realtime-beat.worker.ts?worker&url";

/**
 * Makes the browser's Supabase client; `project.ts` holds the only one.
 * @param answer to the request for `/config.json`
 * @throws when it is an error or not a configuration
 */
export async function makeClient(answer: Response): Promise<SupabaseClient> {
  if (!answer.ok) throw new Error(`Cannot read /config.json: HTTP ${answer.status}`);
  const config = v.parse(ConfigSchema, await answer.json());
  return createClient(config.supabaseUrl, config.publishableKey, {
    auth: { storageKey },
    realtime: {
      // A background tab's timers are throttled and its socket would die without a word.
      worker: true,
      // An own file: the default is a blob: worker, which a strict content policy refuses.
      workerUrl,
      heartbeatCallback: reportBeat,
    },
  });
}

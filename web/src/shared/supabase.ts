import { AuthClient } from "@supabase/auth-js";
import { FunctionsClient } from "@supabase/functions-js";
import { PostgrestClient } from "@supabase/postgrest-js";
import { RealtimeClient } from "@supabase/realtime-js";
import * as v from "valibot";
import { ConfigSchema } from "../../../supabase/functions/_shared/contracts/config.ts";
import { type ProjectClient, storageKey } from "./project.ts";
import { reportBeat } from "./realtime-beat.ts";
import workerUrl from "./realtime-beat.worker.ts?worker&url";

/**
 * Makes the browser's Supabase client; `project.ts` holds the only one. It is put together of the parts that
 * supabase-js is made of, and as supabase-js does it: all of supabase-js is 11 kB (gzip) more, for files in storage
 * and for tracing, which no page here uses.
 * @param answer to the request for `/config.json`
 * @throws when it is an error or not a configuration
 */
export async function makeClient(answer: Response): Promise<ProjectClient> {
  if (!answer.ok) throw new Error(`Cannot read /config.json: HTTP ${answer.status}`);
  const { supabaseUrl, publishableKey } = v.parse(ConfigSchema, await answer.json());
  const at = (path: string) => `${supabaseUrl.replace(/\/+$/, "")}/${path}`;
  const auth = new AuthClient({
    url: at("auth/v1"),
    headers: { apikey: publishableKey, Authorization: `Bearer ${publishableKey}` },
    storageKey,
    flowType: "implicit",
  });

  const accessToken = async () => (await auth.getSession()).data.session?.access_token ?? null;
  /** As the person, while somebody is signed in: a publishable key is no token of anybody. */
  const asPerson: typeof fetch = async (input, init) => {
    const token = await accessToken();
    const headers = new Headers(init?.headers);
    headers.set("apikey", publishableKey);
    if (token !== null) headers.set("Authorization", `Bearer ${token}`);
    return await fetch(input, { ...init, headers });
  };

  const rest = new PostgrestClient(at("rest/v1"), { fetch: asPerson });
  const realtime = new RealtimeClient(at("realtime/v1").replace(/^http/, "ws"), {
    params: { apikey: publishableKey },
    accessToken: async () => await accessToken() ?? publishableKey,
    // A background tab's timers are throttled and its socket would die without a word.
    worker: true,
    // An own file: the default is a blob: worker, which a strict content policy refuses.
    workerUrl,
    heartbeatCallback: reportBeat,
  });
  // Topics that are joined go on with the session's new token, before the old one ends.
  let told: string | undefined;
  auth.onAuthStateChange((event, session) => {
    const token = session?.access_token;
    if (event !== "SIGNED_OUT" && token === told) return;
    told = token;
    void realtime.setAuth(token);
  });

  return {
    auth,
    functions: new FunctionsClient(at("functions/v1"), { customFetch: asPerson }),
    from: rest.from.bind(rest),
    rpc: rest.rpc.bind(rest),
    channel: realtime.channel.bind(realtime),
    removeChannel: realtime.removeChannel.bind(realtime),
  };
}

import { createClient } from "@supabase/supabase-js";
import { type Post, saturate } from "./post.ts";
import { incomingCall, legCallbacks, newSid, signed } from "./webhooks.ts";
import type { Account } from "./webhooks.ts";
import { putOnline } from "./seats.ts";
import type { World } from "./world.ts";

/** Requests to the benchmark's functions host, ready to be sent. */
export interface Requests {
  /** Each is a call or an event that the database has not seen. Order matters for `status`. */
  make(kind: "inbound" | "status" | "token", count: number): Post[];
  /** The trivial RPC, asked with as long a body as a webhook's. */
  floor(): Post;
  nothing(): Post;
  /** Each of the API's connections has planned everything, and knows how large the tables are. */
  warmUp(): Promise<void>;
}

/** Far more than the API's ten connections need to plan each statement for good. */
const WARM_UP = 120;

/** The seeded workspace 1, with two agents who are online for as long as the benchmark runs. */
export async function prepareRequests(world: World): Promise<Requests> {
  const { info, sql } = world;
  const { url } = await world.functions();
  const account = await seededAccount(world);
  await putOnline(world, ["priya", "aoife"]);
  const headers = {
    apikey: info.publishableKey,
    authorization: `Bearer ${await accessToken(world, "priya@nordlicht-reisen.example")}`,
    "content-type": "application/json",
  };
  const token: Post = {
    url: `${url}/token`,
    headers,
    body: JSON.stringify({ workspaceId: 1, identity: "priya" }),
  };
  /** Calls that rang and have had no callback yet. */
  const ringing: string[] = [];

  const inbound = () => {
    const sid = newSid();
    ringing.push(sid);
    return signed(url, "/inbound", incomingCall(account, sid), account);
  };
  const statuses = () =>
    legCallbacks(account, ringing.shift() ?? newSid(), "priya")
      .map((form) => signed(url, "/status", form, account));

  const model = signed(url, "/floor", incomingCall(account, newSid()), account);
  const make: Requests["make"] = (kind, count) => {
    if (kind === "token") return Array.from({ length: count }, () => token);
    if (kind === "inbound") return Array.from({ length: count }, inbound);
    return Array.from({ length: Math.ceil(count / 4) }, statuses).flat().slice(0, count);
  };
  const warmUp = async () => {
    for (const kind of ["inbound", "status", "token"] as const) {
      await saturate(make(kind, WARM_UP), {
        concurrency: 10,
        expected: kind === "status" ? 204 : 200,
      });
      // A plan made for an empty table would be kept: a database in use is analysed by itself.
      await sql`analyze public.call, public.call_leg, public.call_agent, public.call_event`;
    }
    await saturate(Array.from({ length: WARM_UP }, () => model), {
      concurrency: 10,
      expected: 200,
    });
  };
  return {
    make,
    warmUp,
    floor: () => model,
    nothing: () => ({ ...model, url: `${url}/nothing` }),
  };
}

export async function seededAccount({ info, sql }: World): Promise<Account> {
  const [row] = await sql`select twilio_twiml_app_sid as app from public.workspace where id = 1`;
  const workspace = info.workspaces.find(({ id }) => id === 1);
  if (workspace === undefined) throw new Error("Cannot prepare: the seed has no workspace 1");
  return {
    accountSid: workspace.accountSid,
    authToken: workspace.authToken,
    appSid: String(row?.["app"]),
    number: workspace.numbers[0] ?? "",
  };
}

export async function accessToken({ info }: World, email: string): Promise<string> {
  const client = createClient(info.apiUrl, info.publishableKey, {
    auth: { persistSession: false },
  });
  const { data, error } = await client.auth.signInWithPassword({ email, password: "switchboard" });
  if (error !== null) throw error;
  return data.session.access_token;
}

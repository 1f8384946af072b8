import { createClient } from "@supabase/supabase-js";
import { type Post, saturate } from "./post.ts";
import {
  type Account,
  callbackPath,
  incomingCall,
  legCallbacks,
  newSid,
  signed,
} from "./webhooks.ts";
import { putOnline } from "./seats.ts";
import type { World } from "./world.ts";

export const KINDS = ["inbound", "status", "token"] as const;
export type Kind = (typeof KINDS)[number];

/** The status of the product's answers. */
export const EXPECTED: Record<Kind, number> = { inbound: 200, status: 204, token: 200 };

/** Requests to the benchmark's functions host, ready to be sent, each of a call or an event that is new. */
export interface Requests {
  /** To the product. An event of `status` is of a call of `inbound` that was sent before. */
  ours(kind: Kind, count: number): Post[];
  /** To what cannot be done cheaper: an RPC that keeps the same rows, or for a token one that does nothing. */
  floor(kind: Kind, count: number): Post[];
  /** An RPC that does nothing. */
  trivial(): Post;
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
  const ours = inOrder({
    call: (sid) => signed(url, "/inbound", incomingCall(account, sid), account),
    events: ({ sid, answer }) =>
      legCallbacks(account, sid, "priya")
        .map((form) => signed(url, callbackPath(answer, url), form, account)),
    token: {
      url: `${url}/token`,
      headers,
      body: JSON.stringify({ workspaceId: 1, identity: "priya" }),
    },
  });
  const rpc = (name: string, args: Record<string, unknown>): Post => ({
    url: `${url}/floor/${name}`,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(args),
  });
  // Asked as a token is, by a person.
  const trivial: Post = { ...rpc("bench_trivial", {}), headers };
  const floor = inOrder({
    call: (sid) => rpc("bench_keep_call", { sid, form: incomingCall(account, sid) }),
    events: ({ sid }) =>
      legCallbacks(account, sid, "priya").map((form) =>
        rpc("bench_keep_event", {
          sid: form["CallSid"],
          parent_sid: sid,
          status: form["CallStatus"],
          form,
        })
      ),
    token: trivial,
  });
  const warmUp = async () => {
    for (const kind of KINDS) {
      await saturate(ours(kind, WARM_UP), { concurrency: 10, expected: EXPECTED[kind] });
      await saturate(floor(kind, WARM_UP), { concurrency: 10, expected: 200 });
      // A plan made for an empty table would be kept: a database in use is analysed by itself.
      await sql`analyze public.call, public.call_leg, public.call_participant, public.call_event`;
    }
  };
  return {
    ours,
    warmUp,
    floor,
    trivial: () => trivial,
    nothing: () => ({ ...trivial, url: `${url}/nothing` }),
  };
}

/** A call that rings, and what its request was answered. */
interface Ringing {
  sid: string;
  answer: string;
}

/** Makes requests by kind; the events of a call come in their order and once the call was answered. */
function inOrder({ call, events, token }: {
  call: (sid: string) => Post;
  events: (call: Ringing) => Post[];
  token: Post;
}): Requests["ours"] {
  /** Calls that rang and have had no event yet. */
  const ringing: Ringing[] = [];
  const nextCall = (): Post => {
    const sid = newSid();
    return { ...call(sid), onAnswer: (answer) => void ringing.push({ sid, answer }) };
  };
  return (kind, count) => {
    if (kind === "token") return Array.from({ length: count }, () => token);
    if (kind === "inbound") return Array.from({ length: count }, nextCall);
    const calls = ringing.splice(0, Math.ceil(count / 4));
    if (calls.length * 4 < count) throw new Error("Cannot prepare events: too few calls rang");
    return calls.flatMap(events).slice(0, count);
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

// Seats made for a benchmark, and who of them is online.
import { randomUUID } from "node:crypto";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import type { World } from "./world.ts";

/** Online for as long as the benchmark runs, without a page that beats. */
export async function putOnline({ sql }: World, identities: string[]): Promise<void> {
  await sql`
    insert into public.agent_presence (agent_id, workspace_id, status, heard_at)
    select id, workspace_id, 'available', now() + interval '1 day' from public.agent
    where identity in ${sql(identities)}
    on conflict (agent_id) do update set status = 'available', heard_at = excluded.heard_at`;
}

/** Nobody is rung. */
export async function putEverybodyOffline({ sql }: World): Promise<void> {
  await sql`update public.agent_presence set status = 'offline', heard_at = now() where true`;
}

export interface SeatOfBench {
  agentId: number;
  identity: string;
  email: string;
}

const PASSWORD = "switchboard";

/** So many people with a seat and a number in workspace 1. */
export async function addSeats(
  { sql }: Pick<World, "sql">,
  count: number,
  number: string,
): Promise<SeatOfBench[]> {
  const seats: SeatOfBench[] = [];
  for (let each = 0; each < count; each++) {
    const id = randomUUID();
    const identity = `bench_${id.slice(0, 8)}`;
    const email = `${identity}@bench.example`;
    await sql`
      insert into auth.users (
        instance_id, id, aud, role, email, encrypted_password, email_confirmed_at,
        confirmation_token, recovery_token, email_change_token_new, email_change,
        email_change_token_current, phone_change, phone_change_token, reauthentication_token,
        raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
      values (
        '00000000-0000-0000-0000-000000000000', ${id}, 'authenticated', 'authenticated', ${email},
        extensions.crypt(${PASSWORD}, extensions.gen_salt('bf', 4)), now(),
        '', '', '', '', '', '', '', '', '{"provider":"email","providers":["email"]}', '{}', now(), now())`;
    await sql`
      insert into auth.identities
        (id, user_id, provider_id, provider, identity_data, last_sign_in_at, created_at, updated_at)
      values (gen_random_uuid(), ${id}, ${id}, 'email',
        jsonb_build_object('sub', ${id}::text, 'email', ${email}::text, 'email_verified', true),
        now(), now(), now())`;
    const [row] = await sql`
      insert into public.agent (workspace_id, user_id, identity, display_name)
      values (1, ${id}, ${identity}, ${identity}) returning id`;
    const agentId = Number(row?.["id"]);
    await sql`insert into public.agent_phone (agent_id, phone_number, friendly_name)
      values (${agentId}, ${number}, 'Bench')`;
    seats.push({ agentId, identity, email });
  }
  return seats;
}

/** The person's own client, signed in. */
export async function signIn(
  { info }: { info: Pick<World["info"], "apiUrl" | "publishableKey"> },
  email: string,
): Promise<SupabaseClient> {
  const client = createClient(info.apiUrl, info.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const { error } = await client.auth.signInWithPassword({ email, password: PASSWORD });
  if (error !== null) throw error;
  await client.realtime.setAuth();
  return client;
}

/** A Voice access token, from the stack's own `token`. */
export async function voiceToken(client: SupabaseClient, identity: string): Promise<string> {
  const { data, error } = await client.functions.invoke("token", {
    body: { workspaceId: 1, identity },
  });
  if (error !== null) throw error;
  return String(data.token);
}

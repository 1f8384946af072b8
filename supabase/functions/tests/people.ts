import { signIn, type Sql } from "./stack.ts";

/** 32 random hexadecimal digits behind a kind: a Twilio id that nothing else has. */
export function randomSid(kind: "AC" | "AP" | "CA" | "SK"): string {
  return kind + crypto.randomUUID().replaceAll("-", "");
}

/** A UK number of the range that is reserved for fiction, and that no other test has. */
export function randomNumber(): string {
  return `+4420794${String(crypto.getRandomValues(new Uint32Array(1))[0]! % 1e6).padStart(6, "0")}`;
}

export interface Workspace {
  id: number;
  accountSid: string;
  authToken: string;
  appSid: string;
  number: string;
}

/** A configured British workspace of its own, with one number and an API key. */
export async function createWorkspace(sql: Sql): Promise<Workspace> {
  const workspace = {
    accountSid: randomSid("AC"),
    authToken: randomSid("AC").slice(2),
    appSid: randomSid("AP"),
    number: randomNumber(),
  };
  const [row] = await sql<[{ id: string }]>`
    insert into public.workspace
      (name, country, twilio_account_sid, twilio_auth_token, twilio_twiml_app_sid)
    values ('Test', 'GB', ${workspace.accountSid}, ${workspace.authToken}, ${workspace.appSid})
    returning id`;
  const id = Number(row.id);
  await sql`select public.store_api_key(${id}, ${workspace.accountSid}, ${randomSid("SK")},
    'secret of thirty-two characters.')`;
  await sql`insert into public.workspace_twilio_number (workspace_id, twilio_number, friendly_name)
    values (${id}, ${workspace.number}, 'Main')`;
  return { id, ...workspace };
}

export interface Seat {
  agentId: number;
  workspaceId: number;
  identity: string;
  email: string;
  /** The person's access token. */
  userToken: string;
}

const password = "correct horse battery";

/** A new person with a seat in a workspace and its number, signed in. */
export async function createSeat(
  sql: Sql,
  { workspaceId, number }: { workspaceId: number; number: string },
): Promise<Seat> {
  const userId = crypto.randomUUID();
  const identity = `agent_${userId.slice(0, 8)}`;
  const email = `${identity}@test.example`;
  await sql`
    insert into auth.users (
      instance_id, id, aud, role, email, encrypted_password, email_confirmed_at,
      confirmation_token, recovery_token, email_change_token_new, email_change,
      email_change_token_current, phone_change, phone_change_token, reauthentication_token,
      raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
    values (
      '00000000-0000-0000-0000-000000000000', ${userId}, 'authenticated', 'authenticated', ${email},
      extensions.crypt(${password}, extensions.gen_salt('bf', 4)), now(),
      '', '', '', '', '', '', '', '', '{"provider":"email","providers":["email"]}', '{}', now(), now())`;
  await sql`
    insert into auth.identities
      (id, user_id, provider_id, provider, identity_data, last_sign_in_at, created_at, updated_at)
    values (gen_random_uuid(), ${userId}, ${userId}, 'email',
      jsonb_build_object('sub', ${userId}::text, 'email', ${email}::text, 'email_verified', true),
      now(), now(), now())`;
  const [row] = await sql<[{ id: string }]>`
    insert into public.agent (workspace_id, user_id, identity, display_name)
    values (${workspaceId}, ${userId}, ${identity}, ${identity}) returning id`;
  const agentId = Number(row.id);
  await sql`insert into public.agent_phone (agent_id, phone_number, friendly_name)
    values (${agentId}, ${number}, 'Main')`;
  return { agentId, workspaceId, identity, email, userToken: await signIn(email, password) };
}

/** Puts a seat online, as its dialer's heartbeat would. */
export async function goOnline(sql: Sql, { agentId, workspaceId }: Seat): Promise<void> {
  await sql`insert into public.agent_presence (agent_id, workspace_id, status, heard_at)
    values (${agentId}, ${workspaceId}, 'available', now())`;
}

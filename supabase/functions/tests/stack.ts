import postgres from "postgres";
import * as v from "valibot";

const FactsSchema = v.object({
  apiUrl: v.string(),
  webUrl: v.string(),
  twilioUrl: v.string(),
  dbUrl: v.string(),
  publishableKey: v.string(),
  secretKey: v.string(),
  users: v.array(v.object({
    email: v.string(),
    password: v.string(),
    identity: v.string(),
    workspaceId: v.number(),
  })),
  workspaces: v.array(v.object({
    id: v.number(),
    accountSid: v.string(),
    authToken: v.string(),
    numbers: v.array(v.string()),
  })),
});

/** Where the running stack is, from the file that `SOFTPHONE_STACK` names (`.local/stack.json`). */
export const stack = v.parse(
  FactsSchema,
  JSON.parse(Deno.readTextFileSync(Deno.env.get("SOFTPHONE_STACK") ?? ".local/stack.json")),
);

/** Where Twilio and browsers reach the functions. */
export const publicUrl = `${stack.apiUrl}/functions/v1`;

/** Opens the database for one test; `await using` closes it. */
export function openDatabase() {
  const sql = postgres(stack.dbUrl, { max: 1, onnotice: () => {} });
  return { sql, [Symbol.asyncDispose]: () => sql.end() };
}

export type Sql = ReturnType<typeof openDatabase>["sql"];

/** Signs in by password; the access token. */
export async function signIn(email: string, password: string): Promise<string> {
  const response = await fetch(`${stack.apiUrl}/auth/v1/token?grant_type=password`, {
    method: "POST",
    headers: { apikey: stack.publishableKey, "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  return v.parse(v.object({ access_token: v.string() }), await response.json()).access_token;
}

/** Posts to a function that a person calls, as a browser does. */
export function postAs(
  userToken: string | null,
  name:
    | "token"
    | "outbound"
    | "call"
    | "connection"
    | "numbers"
    | "health"
    | "invite"
    | "recording",
  fields: Record<string, unknown>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${publicUrl}/${name}`, {
    method: "POST",
    headers: {
      apikey: stack.publishableKey,
      "content-type": "application/json",
      ...(userToken === null ? {} : { authorization: `Bearer ${userToken}` }),
      ...headers,
    },
    body: JSON.stringify(fields),
  });
}

/** Calls an RPC over REST, as a browser does; null is nobody. Answers what it answers. */
export async function rpcAs(
  userToken: string | null,
  name: string,
  args: Record<string, string | number | boolean>,
): Promise<unknown> {
  const response = await fetch(`${stack.apiUrl}/rest/v1/rpc/${name}`, {
    method: "POST",
    headers: {
      apikey: stack.publishableKey,
      "content-type": "application/json",
      ...(userToken === null ? {} : { authorization: `Bearer ${userToken}` }),
    },
    body: JSON.stringify(args),
  });
  return await response.json();
}

/** Asks the reconciler what the database's jobs ask of it, with their secret or with a guess at it. */
export async function asJob(
  sql: Sql,
  path: "reconcile" | "reconcile/rescue",
  workspaceId: number,
  guess?: string,
): Promise<Response> {
  const [secret] = await sql`
    select decrypted_secret as text from vault.decrypted_secrets where name = 'softphone_reconcile_secret'`;
  return await fetch(`${publicUrl}/${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-softphone-secret": guess ?? String(secret?.["text"]),
    },
    body: JSON.stringify({ workspaceId }),
  });
}

const RefusalSchema = v.object({ error: v.object({ code: v.string() }) });

/** Status and code of a refusal, such as `403 E-SEAT`. */
export async function refusal(response: Response): Promise<string> {
  const body = v.safeParse(RefusalSchema, await response.json());
  return `${response.status} ${body.success ? body.output.error.code : "no code"}`;
}

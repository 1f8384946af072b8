// Accounts that somebody else made beforehand: whoever proves the mailbox has the account, and nobody else.
import { assertEquals } from "@std/assert";
import * as v from "valibot";
import { InviteAnswerSchema } from "../_shared/contracts/invite.ts";
import { createSeat, createWorkspace, type Seat } from "./people.ts";
import { openDatabase, postAs, rpcAs, stack } from "./stack.ts";

const SessionSchema = v.object({ access_token: v.string(), refresh_token: v.string() });
type Session = v.InferOutput<typeof SessionSchema>;
const MailsSchema = v.array(v.object({ to: v.string(), text: v.string() }));

const strangers = "the stranger's password";
const owners = "the owner's password";

/** Asks Supabase Auth as supabase-js does. */
async function auth(
  path: string,
  body: Record<string, unknown>,
  { token, method = "POST" }: { token?: string; method?: string } = {},
): Promise<Response> {
  return await fetch(`${stack.apiUrl}/auth/v1/${path}`, {
    method,
    headers: {
      apikey: stack.publishableKey,
      "content-type": "application/json",
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
}

async function ok(asked: Promise<Response>): Promise<unknown> {
  const response = await asked;
  const body: unknown = await response.json();
  assertEquals(response.status, 200, JSON.stringify(body));
  return body;
}

const signUp = (email: string, password: string) =>
  ok(auth("signup", { email, password, data: { display_name: "Eve" } }));

/** "in", or why not. */
async function signIn(email: string, password: string): Promise<string> {
  const response = await auth("token?grant_type=password", { email, password });
  const body: unknown = await response.json();
  return response.ok ? "in" : v.parse(v.object({ error_code: v.string() }), body).error_code;
}

/** Presses the button behind the newest mail to an address. */
async function press(email: string): Promise<unknown> {
  const response = await fetch(`${stack.apiUrl}/mail`, { headers: { accept: "application/json" } });
  const mails = v.parse(MailsSchema, await response.json());
  const link = /http\S+/.exec(mails.find((mail) => mail.to === email)?.text ?? "")?.[0] ?? "";
  const { pathname, hash } = new URL(link);
  assertEquals(pathname, "/mail-link");
  const { type, token_hash } = Object.fromEntries(new URLSearchParams(hash.slice(1)));
  return await ok(auth("verify", { type, token_hash }));
}

const prove = async (email: string) => v.parse(SessionSchema, await press(email));

const choose = ({ access_token: token }: Session, password: string) =>
  ok(auth("user", { password, data: { display_name: "Mara" } }, { token, method: "PUT" }));

/** An admin, and an invitation of somebody who never heard of us. */
async function invited(sql: ReturnType<typeof openDatabase>["sql"]) {
  const { id, number } = await createWorkspace(sql);
  const admin: Seat = await createSeat(sql, { workspaceId: id, number });
  await sql`update public.agent set role = 'admin' where id = ${admin.agentId}`;
  const email = `mara-${crypto.randomUUID().slice(0, 8)}@new.example`;
  const invite = async () => {
    const asked = { workspaceId: id, email, role: "agent" };
    const answer = await postAs(admin.userToken, "invite", asked, { origin: stack.webUrl });
    const { link } = v.parse(InviteAnswerSchema, await answer.json());
    return new URL(link).hash.slice(1);
  };
  const accept = async ({ access_token }: Session, token: string) => {
    const answer = await rpcAs(access_token, "accept_invitation", { token });
    const { code } = v.parse(v.object({ code: v.optional(v.string()) }), answer);
    return code ?? "joined";
  };
  const names = async () => {
    const rows = await sql`select display_name from public.agent
      where workspace_id = ${id} and id <> ${admin.agentId}`;
    return rows.map((row) => String(row["display_name"]));
  };
  return { email, invite, accept, names };
}

for (
  const [how, mail] of [
    ["confirms the address", () => Promise.resolve()],
    ["asks for a new password", (email: string) => ok(auth("recover", { email }))],
  ] as const
) {
  Deno.test(`the password of a stranger who signed up first ends when the invited person ${how}`, async () => {
    await using database = openDatabase();
    const { email, invite, accept, names } = await invited(database.sql);
    await signUp(email, strangers);
    const token = await invite();
    await mail(email);
    const owner = await prove(email);
    assertEquals(await signIn(email, strangers), "invalid_credentials");
    assertEquals(await accept(owner, token), "E-PASSWORD-FIRST");
    assertEquals(await names(), []);
    await choose(owner, owners);
    assertEquals(await accept(owner, token), "joined");
    assertEquals(await names(), ["Mara"]);
    assertEquals([await signIn(email, strangers), await signIn(email, owners)], [
      "invalid_credentials",
      "in",
    ]);
  });
}

for (const last of ["the stranger", "the owner"] as const) {
  Deno.test(`an account that a stranger moves to the address is its owner's: ${last} confirms last`, async () => {
    await using database = openDatabase();
    const { email, invite, accept } = await invited(database.sql);
    const token = await invite();
    const strange = `eve-${crypto.randomUUID().slice(0, 8)}@elsewhere.example`;
    await signUp(strange, strangers);
    const stranger = await prove(strange);
    await choose(stranger, strangers);
    await ok(auth("user", { email }, { token: stranger.access_token, method: "PUT" }));
    const [first, second] = last === "the owner" ? [strange, email] : [email, strange];
    await press(first);
    const session = await prove(second);
    assertEquals(await signIn(email, strangers), "invalid_credentials");
    if (last === "the stranger") {
      await choose(session, "another of the stranger's");
      await ok(auth("recover", { email }));
    }
    const owner = last === "the owner" ? session : await prove(email);
    await choose(owner, owners);

    // The stranger's access tokens live on for minutes, and open nothing.
    for (const old of last === "the owner" ? [stranger] : [stranger, session]) {
      assertEquals(await accept(old, token), "E-AUTH-SIGNIN");
      const refresh = { refresh_token: old.refresh_token };
      const refreshed = await auth("token?grant_type=refresh_token", refresh);
      await refreshed.body?.cancel();
      assertEquals(refreshed.status, 400);
    }
    assertEquals(await accept(owner, token), "joined");
  });
}

Deno.test("people name themselves, everywhere that they have a seat", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { id, number } = await createWorkspace(sql);
  const seat = await createSeat(sql, { workspaceId: id, number });
  const args = { workspace_id: id, display_name: " Mara  Lind " };
  assertEquals(await rpcAs(seat.userToken, "rename_own_seat", args), {
    ok: true,
    display_name: "Mara Lind",
  });
  const [row] = await sql`select display_name from public.agent where id = ${seat.agentId}`;
  assertEquals(row?.["display_name"], "Mara Lind");
});

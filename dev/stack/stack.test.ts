import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { type Stack, startStack } from "./stack.ts";
import { makeTestProject } from "./test-project.ts";

const project = makeTestProject();
let stack: Stack;
let ada: SupabaseClient;
let bob: SupabaseClient;
before(async () => {
  stack = await startStack(project.options);
  ada = await signUp("ada@example.com");
  bob = await signUp("bob@example.com");
});
after(async () => {
  for (const client of [ada, bob]) await client?.auth.stopAutoRefresh();
  await stack?.stop();
  project.remove();
});

function client(key = stack.publishableKey): SupabaseClient {
  return createClient(stack.apiUrl, key, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
}

async function signUp(email: string): Promise<SupabaseClient> {
  const made = client();
  const { error } = await made.auth.signUp({
    email,
    password: "a good password",
    options: { data: { nickname: email.split("@")[0] } },
  });
  assert.equal(error, null);
  return made;
}

async function idOf(person: SupabaseClient): Promise<string> {
  return (await person.auth.getUser()).data.user?.id ?? "";
}

async function tokenOf(person: SupabaseClient): Promise<string> {
  return (await person.auth.getSession()).data.session?.access_token ?? "";
}

/** GET with supabase-js out of the way. */
async function get(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${stack.apiUrl}${path}`, { headers });
  return { status: response.status, body: await response.text() };
}

describe("Auth by supabase-js", () => {
  test("the access token is hosted's: ES256 with kid, issuer, aal, metadata; the JWKS verifies it", async () => {
    const token = await tokenOf(ada);
    const header = decodeProtectedHeader(token);
    const jwks = JSON.parse((await get("/auth/v1/.well-known/jwks.json")).body);
    assert.equal(header.alg, "ES256");
    assert.equal(header.kid, jwks.keys[0].kid);
    assert.equal("d" in jwks.keys[0], false);
    const claims = decodeJwt(token);
    assert.equal(claims.iss, `${stack.apiUrl}/auth/v1`);
    assert.equal(claims["aal"], "aal1");
    assert.equal(claims["role"], "authenticated");
    assert.deepEqual(claims["user_metadata"], {
      ...Object(claims["user_metadata"]),
      nickname: "ada",
    });
    const { data, error } = await ada.auth.getClaims();
    assert.equal(error, null);
    assert.equal(data?.claims.sub, await idOf(ada));
  });

  test("metadata is stored as an object, not as a string of JSON", async () => {
    const { data } = await ada.auth.getUser();
    assert.equal(data.user?.user_metadata["nickname"], "ada");
    const { error } = await ada.auth.updateUser({ data: { colour: "green" } });
    assert.equal(error, null);
    const claims = decodeJwt((await ada.auth.refreshSession()).data.session?.access_token ?? "");
    assert.deepEqual(Object(claims["user_metadata"])["colour"], "green");
  });

  test("sign-in, refresh with rotation, and sign-out", async () => {
    await signUp("cleo@example.com");
    const person = client();
    const wrong = await person.auth.signInWithPassword({
      email: "cleo@example.com",
      password: "no",
    });
    assert.equal(wrong.error?.code, "invalid_credentials");
    const right = await person.auth.signInWithPassword({
      email: "cleo@example.com",
      password: "a good password",
    });
    const refreshed = await person.auth.refreshSession();
    assert.equal(refreshed.error, null);
    assert.notEqual(refreshed.data.session?.refresh_token, right.data.session?.refresh_token);
    const token = await tokenOf(person);
    assert.equal((await person.auth.signOut()).error, null);
    const { status, body } = await get("/auth/v1/user", {
      apikey: stack.publishableKey,
      authorization: `Bearer ${token}`,
    });
    assert.deepEqual([status, JSON.parse(body).error_code], [403, "session_not_found"]);
  });

  test("a password reset: the mail's link leads back to the app with a session", async () => {
    const person = client();
    const redirectTo = "http://127.0.0.1:5173/new-password";
    await person.auth.resetPasswordForEmail("bob@example.com", { redirectTo });
    const [mail] = JSON.parse((await get("/mail", { accept: "application/json" })).body);
    assert.equal(mail.to, "bob@example.com");
    const link = /http:\S+/.exec(mail.text)?.[0] ?? "";
    const response = await fetch(link, { redirect: "manual" });
    const [target, fragment] = (response.headers.get("location") ?? "").split("#");
    assert.equal(target, redirectTo);
    const values = new URLSearchParams(fragment);
    const { error } = await person.auth.setSession({
      access_token: values.get("access_token") ?? "",
      refresh_token: values.get("refresh_token") ?? "",
    });
    assert.equal(error, null);
    assert.equal((await person.auth.updateUser({ password: "a better password" })).error, null);
    const page = await get("/mail");
    assert.match(page.body, /<a href="http:[^"]+\/auth\/v1\/verify\?/);
  });
});

describe("REST by supabase-js", () => {
  test("insert, select, update, upsert, embeds, counts and rpc, in one's own rows only", async () => {
    const owner = await idOf(ada);
    const made = await ada.from("list").insert({ owner, name: "groceries" }).select("id, name")
      .single();
    assert.equal(made.error, null);
    const id = made.data?.id;
    const upserted = await ada.from("list")
      .upsert([{ owner, name: "groceries" }, { owner, name: "tools" }], { onConflict: "name" })
      .select("name");
    assert.deepEqual(upserted.data, [{ name: "groceries" }, { name: "tools" }]);
    await ada.from("item").insert([{ list_id: id, label: "milk" }, {
      list_id: id,
      label: "bread",
    }]);
    const embedded = await ada.from("list").select("name, item(label)").eq("id", id).single();
    assert.deepEqual(embedded.data, {
      name: "groceries",
      item: [{ label: "milk" }, { label: "bread" }],
    });
    const filtered = await ada.from("item").select("label, list!inner(name)").eq(
      "list.name",
      "groceries",
    )
      .order("label").limit(1);
    assert.deepEqual(filtered.data, [{ label: "bread", list: { name: "groceries" } }]);
    const counted = await ada.from("list").select("id", { count: "exact", head: true });
    assert.equal(counted.count, 2);
    const renamed = await ada.rpc("rename_list", { list_id: id, new_name: "food" });
    assert.deepEqual([renamed.error, renamed.data], [null, "food"]);
    const updated = await ada.from("list").update({ name: "Food" }).eq("id", id).select("name");
    assert.deepEqual(updated.data, [{ name: "Food" }]);

    assert.deepEqual((await bob.from("list").select("id")).data, []);
    assert.deepEqual(
      (await bob.from("list").update({ name: "mine" }).eq("id", id).select("id")).data,
      [],
    );
    const stolen = await bob.from("item").insert({ list_id: id, label: "theft" });
    assert.deepEqual([stolen.status, stolen.error?.code], [403, "42501"]);
  });

  test("a column without a grant stays unreadable after any number of requests", async () => {
    await ada.from("list").select("id");
    const { status, error } = await ada.from("list").select("secret");
    assert.deepEqual([status, error?.code], [403, "42501"]);
  });

  test("maybeSingle, a missing row and a duplicate answer as hosted does", async () => {
    assert.equal((await ada.from("list").select("id").eq("id", 0).maybeSingle()).data, null);
    assert.equal(
      (await ada.from("list").select("id").eq("id", 0).single()).error?.code,
      "PGRST116",
    );
    const again = await ada.from("list").insert({ owner: await idOf(ada), name: "Food" });
    assert.deepEqual([again.status, again.error?.code], [409, "23505"]);
  });
});

describe("keys", () => {
  const path = "/rest/v1/list?select=id";

  test("no key, a wrong one, and a forged token are 401", async () => {
    assert.equal((await get(path)).status, 401);
    assert.equal((await get(path, { apikey: "sb_publishable_wrong" })).status, 401);
    const forged = await get(path, { apikey: stack.publishableKey, authorization: "Bearer a.b.c" });
    assert.deepEqual([forged.status, JSON.parse(forged.body).code], [401, "PGRST301"]);
  });

  test("a secret key is refused from a browser, and serves elsewhere", async () => {
    const browser = {
      apikey: stack.secretKey,
      "user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140",
    };
    const { status, body } = await get(path, browser);
    assert.equal(status, 401);
    assert.match(body, /secret API key in browser/);
    assert.equal((await get(path, { apikey: stack.secretKey })).status, 403);
  });

  test("the keys of old projects work as key and as token", async () => {
    const headers = {
      apikey: stack.serviceRoleKey,
      authorization: `Bearer ${stack.serviceRoleKey}`,
    };
    const { body } = await get(path, headers);
    assert.equal(JSON.parse(body).message, "permission denied for table list");
    assert.equal((await get(path, { apikey: stack.anonKey })).status, 401);
  });
});

test("functions.invoke reaches a function, which sees its own name first", async () => {
  const { data, error } = await ada.functions.invoke("hello", { body: { n: 1 } });
  assert.equal(error, null);
  assert.deepEqual(data, { greeting: "hello", path: "/hello", sent: { n: 1 } });
});

test("a function that config.toml does not open lets in who has a token of this project, and nobody else", async () => {
  const call = async (authorization?: string) =>
    (await get("/functions/v1/guarded", authorization === undefined ? {} : { authorization }))
      .status;
  assert.equal(await call(`Bearer ${await tokenOf(ada)}`), 200);
  assert.equal(await call(`Bearer ${stack.anonKey}`), 200);
  assert.equal(await call(), 401);
  assert.equal(await call("Bearer forged"), 401);
});

test("a page of another origin may call the API", async () => {
  const response = await fetch(`${stack.apiUrl}/rest/v1/list`, {
    method: "OPTIONS",
    headers: {
      origin: "http://127.0.0.1:5173",
      "access-control-request-headers": "apikey, x-mine",
    },
  });
  assert.equal(response.headers.get("access-control-allow-origin"), "*");
  assert.equal(response.headers.get("access-control-allow-headers"), "apikey, x-mine");
});

test("a path that nothing serves says where the API is", async () => {
  const { status, body } = await get("/nowhere");
  assert.equal(status, 404);
  assert.match(body, /\/rest\/v1/);
});

test("after a restart data, keys and sessions are the same, and the seed has not run again", async () => {
  const before = stack;
  const token = await tokenOf(ada);
  await stack.stop();
  stack = await startStack(project.options);
  assert.equal(stack.publishableKey, before.publishableKey);
  assert.equal(stack.secretKey, before.secretKey);
  const { status } = await get("/auth/v1/user", {
    apikey: stack.publishableKey,
    authorization: `Bearer ${token}`,
  });
  assert.equal(status, 200);
  const rows = await get("/rest/v1/list?select=name", {
    apikey: stack.publishableKey,
    authorization: `Bearer ${token}`,
  });
  assert.deepEqual(JSON.parse(rows.body).map(({ name }: { name: string }) => name).sort(), [
    "Food",
    "tools",
  ]);
});

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import * as v from "valibot";
import { connect, type Sql } from "../postgres/connect.ts";
import { type Stack, startStack } from "../stack.ts";
import { makeTestProject } from "../test-project.ts";

const Mails = v.array(v.object({ to: v.string(), subject: v.string(), text: v.string() }));
const password = "a good password";

const project = makeTestProject();
let stack: Stack;
let sql: Sql;
before(async () => {
  const write = (path: string, text: string) =>
    writeFileSync(join(project.options.projectDir, "supabase", path), text);
  write(
    "config.toml",
    `[auth]
site_url = "http://127.0.0.1:5173"
[auth.email]
enable_confirmations = true
[auth.email.template.confirmation]
subject = "Welcome"
content_path = "./supabase/mail.html"
[auth.email.template.email_change]
content_path = "./supabase/mail.html"
`,
  );
  write("mail.html", '<p>{{ .NewEmail }} <a href="{{ .SiteURL }}/#{{ .TokenHash }}">Go</a></p>');
  stack = await startStack(project.options);
  sql = connect(stack.dbUrl);
});
after(async () => {
  await sql?.end();
  await stack?.stop();
  project.remove();
});

const client = (): SupabaseClient =>
  createClient(stack.apiUrl, stack.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  });

async function mails() {
  const answer = await fetch(stack.mailUrl, { headers: { accept: "application/json" } });
  return v.parse(Mails, await answer.json());
}

/** Of the newest mail to somebody. */
async function hashFor(to: string): Promise<string> {
  const mail = (await mails()).find((found) => found.to === to);
  return /#(\S+)/.exec(mail?.text ?? "")?.[1] ?? "";
}

async function makeAccount(email: string): Promise<SupabaseClient> {
  const person = client();
  await person.auth.signUp({ email, password });
  const { error } = await person.auth.verifyOtp({
    token_hash: await hashFor(email),
    type: "signup",
  });
  assert.equal(error, null);
  return person;
}

const resend = (email: string) => client().auth.resend({ type: "signup", email });

test("who signs up again before the mail was opened gets it again, not at once, and the first password stays", async () => {
  const email = "early@example.com";
  await client().auth.signUp({ email, password });
  assert.equal((await mails())[0]?.subject, "Welcome");
  const first = await hashFor(email);
  const again = await client().auth.signUp({ email, password: "another password" });
  assert.equal(again.error?.code, "over_email_send_rate_limit");
  assert.equal((await resend(email)).error?.code, "over_email_send_rate_limit");
  for (
    const send of [
      () => client().auth.signUp({ email, password: "x".repeat(12) }),
      () => resend(email),
    ]
  ) {
    const before = await hashFor(email);
    await sql`update auth.users set confirmation_sent_at = now() - interval '61 s' where email = ${email}`;
    assert.equal((await send()).error, null);
    assert.notEqual(await hashFor(email), before);
  }
  const used = await client().auth.verifyOtp({ token_hash: first, type: "signup" });
  assert.equal(used.error?.code, "otp_expired");
  const { error } = await client().auth.verifyOtp({
    token_hash: await hashFor(email),
    type: "signup",
  });
  assert.equal(error, null);
  assert.equal((await client().auth.signInWithPassword({ email, password })).error, null);
});

test("who signs up with a confirmed address gets no mail, and an answer without identities", async () => {
  await makeAccount("known@example.com");
  const count = (await mails()).length;
  const again = await client().auth.signUp({ email: "known@example.com", password: "another one" });
  assert.deepEqual([again.error, again.data.session], [null, null]);
  assert.deepEqual(again.data.user?.identities, []);
  assert.equal((await mails()).length, count);
});

for (const order of [["old", "new"], ["new", "old"]] as const) {
  test(`another address is confirmed in both mailboxes, the ${order[0]} one first`, async () => {
    const address = { old: `${order[0]}-a@example.com`, new: `${order[0]}-b@example.com` };
    const person = await makeAccount(address.old);
    await person.auth.updateUser({ email: address.new });
    const press = async (which: "old" | "new") =>
      await client().auth.verifyOtp({
        token_hash: await hashFor(address[which]),
        type: "email_change",
      });
    const first = await press(order[0]);
    assert.deepEqual([first.error, first.data.session], [null, null]);
    assert.equal((await person.auth.getUser()).data.user?.email, address.old);
    const second = await press(order[1]);
    assert.equal(second.error, null);
    assert.equal(second.data.user?.email, address.new);
    assert.equal((await press(order[1])).error?.code, "otp_expired");
  });
}

test("a new password ends the other sessions and the links that are under way", async () => {
  const email = "careful@example.com";
  const here = await makeAccount(email);
  const stored = new Map<string, string>();
  const there = createClient(stack.apiUrl, stack.publishableKey, {
    auth: {
      storageKey: "there",
      autoRefreshToken: false,
      storage: {
        getItem: (key) => stored.get(key) ?? null,
        setItem: (key, value) => void stored.set(key, value),
        removeItem: (key) => void stored.delete(key),
      },
    },
  });
  await there.auth.signInWithPassword({ email, password });
  await here.auth.updateUser({ email: "moved@example.com" });
  assert.equal((await here.auth.updateUser({ password: "a better password" })).error, null);
  assert.equal((await here.auth.refreshSession()).error, null);
  // supabase-js says so as soon as the access token has to be renewed.
  const told: string[] = [];
  there.auth.onAuthStateChange((event) => void told.push(event));
  const kept = { ...JSON.parse(stored.get("there") ?? "{}"), expires_at: 1 };
  stored.set("there", JSON.stringify(kept));
  assert.equal((await there.auth.getSession()).data.session, null);
  assert.ok(told.includes("SIGNED_OUT"));
  const late = await client().auth.verifyOtp({
    token_hash: await hashFor("moved@example.com"),
    type: "email_change",
  });
  assert.equal(late.error?.code, "otp_expired");
});

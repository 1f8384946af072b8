// The set-up page, from a workspace without anything of Twilio's to an answered call, and back.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { checkPage as checkAt } from "./check-page.ts";
import { JONAS } from "./seed.ts";
import { until } from "./until.ts";
import { goOnline, openProduct, type Product } from "./product.ts";

const CALLER = "+442079460117";
const MAIN_LINE = "+442079460170";
const BELL = "+442079460171";
const accountSid = `AC${randomUUID().replaceAll("-", "")}`;
let authToken = randomUUID().replaceAll("-", "");
const OLGA = "olga@new.example";
const ADAM = "adam@new.example";

let product: Product;
let workspaceId: number;
let page: Page;

/** A person with the seed's password, and a seat in the new workspace. */
async function addPerson(email: string, role: "admin" | "agent"): Promise<void> {
  const { sql } = product;
  const id = randomUUID();
  await sql`
    insert into auth.users (
      instance_id, id, aud, role, email, encrypted_password, email_confirmed_at,
      confirmation_token, recovery_token, email_change_token_new, email_change,
      email_change_token_current, phone_change, phone_change_token, reauthentication_token,
      raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
    select instance_id, ${id}, aud, role, ${email}, encrypted_password, now(),
      '', '', '', '', '', '', '', '', raw_app_meta_data, '{}', now(), now()
    from auth.users where email = ${JONAS}`;
  await sql`
    insert into auth.identities
      (id, user_id, provider_id, provider, identity_data, last_sign_in_at, created_at, updated_at)
    values (gen_random_uuid(), ${id}, ${id}, 'email',
      jsonb_build_object('sub', ${id}::text, 'email', ${email}::text, 'email_verified', true),
      now(), now(), now())`;
  const [identity] = email.split("@");
  await sql`insert into public.agent (workspace_id, user_id, role, identity, display_name)
    values (${workspaceId}, ${id}, ${role}, ${identity ?? ""}, ${identity ?? ""})`;
}

before(async () => {
  product = await openProduct();
  const [row] = await product.sql<[{ id: string }]>`
    insert into public.workspace (name, country) values ('New Company', 'GB') returning id`;
  workspaceId = Number(row.id);
  await addPerson(OLGA, "admin");
  await addPerson(ADAM, "agent");
  await product.twilio.addAccount({
    sid: accountSid,
    authToken,
    friendlyName: "New Company Ltd",
    numbers: [
      { phoneNumber: MAIN_LINE, friendlyName: "Main line" },
      { phoneNumber: BELL, friendlyName: "Bell", voiceUrl: "https://bell.example.com/ring" },
    ],
  });
  page = await product.signIn(OLGA);
  // Halfway between two themes no colour has its contrast.
  await page.emulateMedia({ reducedMotion: "reduce" });
});
after(() => product.close());

const phone = () => page.getByRole("region", { name: "Phone" });
const main = () => page.getByRole("main");
const press = (name: string | RegExp) => main().getByRole("button", { name }).click();
const step = (title: string | RegExp) => main().locator(".step.done", { hasText: title }).waitFor();

/** What Twilio answers to the account itself. */
async function twilio(resource: string): Promise<Record<string, unknown>> {
  const response = await fetch(
    `${product.info.twilioUrl}/2010-04-01/Accounts/${accountSid}/${resource}.json`,
    { headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` } },
  );
  const body: unknown = await response.json();
  assert.ok(typeof body === "object" && body !== null);
  return { ...body };
}

async function listed(resource: string, key: string): Promise<Record<string, unknown>[]> {
  const list = (await twilio(resource))[key];
  assert.ok(Array.isArray(list));
  return list;
}

const checkPage = (name: string) => checkAt(page, name);

test("the phone that is not connected leads an admin to the set-up page", async () => {
  await page.getByRole("button", { name: "Go online" }).click();
  await phone().getByText("This phone isn’t connected yet").waitFor();
  await phone().getByRole("button", { name: "Connect" }).click();
  await main().getByRole("heading", { name: "Connect your Twilio account" }).waitFor();
  assert.equal(new URL(page.url()).pathname, "/setup/connection");
  await checkPage("setup-empty");
});

test("an agent neither sees the set-up page nor gets to it", async () => {
  const agent = await product.signIn(ADAM);
  assert.equal(await agent.getByRole("link", { name: "Setup" }).count(), 0);
  await agent.goto(`${product.info.webUrl}/setup/connection`);
  await agent.waitForURL("**/calls");
  await agent.context().close();
});

test("what can't be an Account SID is told before anybody is asked", async () => {
  await page.getByLabel("Account SID").fill("SK123");
  await press("Save");
  await main().getByText("An Account SID is AC followed by 32 digits or letters").waitFor();
});

test("a wrong token is told in Twilio's words and ours, and the later steps are not done", async () => {
  await page.getByLabel("Account SID").fill(accountSid);
  await page.getByLabel("Auth Token").fill("0".repeat(32));
  await press("Save");
  await main().getByText("Twilio says: Authenticate (20003)").waitFor();
  await main().getByText("This Account SID and Auth Token don’t match.").waitFor();
  assert.equal(await main().getByText("Not done").count(), 4);
  await checkPage("setup-failed");
});

test("with the right one, each step shows, and the admin picks the numbers", async () => {
  await page.getByLabel("Auth Token").fill(authToken);
  await press("Save");
  for (
    const title of ["Credentials checked", "API key created", "TwiML App created", "Numbers listed"]
  ) {
    await step(title);
  }
  await main().locator('[aria-current="step"]', { hasText: "Choose the numbers" }).waitFor();
  await main().getByRole("row", { name: /Add \+44 20 7946 0171.*bell\.example\.com/ })
    .waitFor();
  await checkPage("setup-choosing");
  await press("Add 1 number");
  await step("Numbers added");
  await main().getByRole("row", { name: /\+44 20 7946 0170.*Added/ }).waitFor();
  await main().getByRole("row", { name: /\+44 20 7946 0171.*Not changed/ }).waitFor();
  await main().getByText("New Company Ltd. Full account.").waitFor();
  await main().getByRole("link", { name: "Check everything" }).waitFor();
  await checkPage("setup-connected");
});

test("then a call to that number rings here and is answered", async () => {
  await phone().getByText("Ready to ring").waitFor();
  const { sid } = await product.twilio.dial({ from: CALLER, to: MAIN_LINE });
  await phone().getByRole("button", { name: /^Answer/ }).click();
  await phone().getByText("On call", { exact: true }).first().waitFor();
  await until("Twilio says that they talk", async () => {
    const call = await product.twilio.call(sid);
    return call.status === "in-progress";
  });
  await product.twilio.act(sid, { do: "hangup" });
  await phone().getByText(/They hung up/).first().waitFor();
});

test("after a reload it is all there, without the token, and Save makes nothing twice", async () => {
  await page.reload();
  await main().getByRole("heading", { name: "Your Twilio account" }).waitFor();
  await main().getByText("New Company Ltd. Full account.").waitFor();
  assert.equal(await page.getByLabel("Auth Token").inputValue(), "");
  await press("Save");
  for (const title of ["API key found", "TwiML App found", "Numbers listed"]) await step(title);
  const keys = await listed("Keys", "keys");
  const apps = await listed("Applications", "applications");
  assert.deepEqual([keys.length, apps.length], [1, 1]);
  assert.equal(apps[0]?.["friendly_name"], `Softphone-${workspaceId}`);
});

/** A call from outside, answered here. */
async function talk(): Promise<string> {
  await phone().getByText("Ready to ring").waitFor();
  const { sid } = await product.twilio.dial({ from: CALLER, to: MAIN_LINE });
  await phone().getByRole("button", { name: /^Answer/ }).click();
  await until("they talk", async () => (await product.twilio.call(sid)).status === "in-progress");
  return sid;
}

test("a key is rotated while a call goes on; the next call works, and the former key is gone", async () => {
  await goOnline(page);
  const [former] = await listed("Keys", "keys");
  const sid = await talk();
  await press("Rotate the key");
  await main().getByText("0 of 1 phone has the new key.").waitFor();
  assert.equal((await product.twilio.call(sid)).status, "in-progress");
  await checkPage("setup-rotating");
  await product.twilio.act(sid, { do: "hangup" });
  await main().getByText("1 of 1 phone has the new key.").waitFor();
  // As if a while had passed, in which every request of before has come through.
  await product
    .sql`update private.retiring_api_key set retired_at = retired_at - interval '1 minute'
    where workspace_id = ${workspaceId}`;
  await main().getByRole("button", { name: "Rotate the key" }).waitFor();
  const keys = await listed("Keys", "keys");
  assert.equal(keys.length, 1);
  assert.notEqual(keys[0]?.["sid"], former?.["sid"]);
  await product.twilio.act(await talk(), { do: "hangup" });
});

/** What the account's owner does in Twilio's console. */
async function changeTokens(action: "Secondary" | "Promote"): Promise<Record<string, unknown>> {
  const url = `${product.info.twilioUrl}/accounts.twilio.com/v1/AuthTokens/${action}`;
  const headers = { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` };
  const body: unknown = await (await fetch(url, { method: "POST", headers })).json();
  assert.ok(typeof body === "object" && body !== null);
  return { ...body };
}

test("the auth token is rotated without missing a call", async () => {
  const next = String((await changeTokens("Secondary"))["secondary_auth_token"]);
  await main().getByText("Rotate the Auth Token").click();
  await page.getByLabel("Secondary token").fill(next);
  await press("Store the next token");
  await press("Make it the current token");
  await main().getByText("Twilio still signs with the current token.").waitFor();
  await changeTokens("Promote");
  authToken = next;
  // Twilio signs with the new token, which is the next one here.
  await product.twilio.act(await talk(), { do: "hangup" });
  await press("Make it the current token");
  await press("Remove the old token");
  await page.getByLabel("Secondary token").waitFor();
  await product.twilio.act(await talk(), { do: "hangup" });
});

test("a token that was changed in Twilio is told, and can be replaced", async () => {
  await product.keepSecrets();
  authToken = randomUUID().replaceAll("-", "");
  await product.twilio.changeAccount(accountSid, { authToken });
  await page.reload();
  await main().getByText("This Account SID and Auth Token don’t match.").waitFor();
  await press("Replace");
  await page.getByLabel("Auth Token").fill(authToken);
  await press("Save");
  await step("Numbers listed");
  assert.equal(await page.getByLabel("Auth Token").inputValue(), "");
  const [log] = await product.sql`select action from public.audit_log
    where workspace_id = ${workspaceId} and action = 'auth_token.replaced'`;
  assert.equal(log?.["action"], "auth_token.replaced");
});

test("disconnecting names the loss, gives the number back and forgets the rest", async () => {
  await goOnline(page);
  await product.keepSecrets();
  await press("Disconnect");
  const dialog = page.getByRole("alertdialog", { name: "Disconnect New Company Ltd?" });
  await dialog.getByText("1 number goes back to what answered before").waitFor();
  await checkPage("setup-leaving");
  await dialog.getByRole("button", { name: "Disconnect New Company Ltd" }).click();
  await step("App, key and token deleted");
  await main().getByText("+44 20 7946 0170: answered as before").waitFor();
  await checkPage("setup-left");
  assert.deepEqual(await listed("Keys", "keys"), []);
  assert.deepEqual(await listed("Applications", "applications"), []);
  for (const number of await listed("IncomingPhoneNumbers", "incoming_phone_numbers")) {
    assert.equal(number["voice_application_sid"], null);
    assert.equal(number["status_callback"], null);
  }
  const [row] = await product.sql`
    select w.twilio_account_sid, w.twilio_auth_token, w.twilio_api_key_sid, w.twilio_twiml_app_sid,
      (select count(*)::int from private.sealed_secret s where s.workspace_id = w.id) as secrets
    from public.workspace w where w.id = ${workspaceId}`;
  assert.deepEqual({ ...row }, {
    twilio_account_sid: null,
    twilio_auth_token: null,
    twilio_api_key_sid: null,
    twilio_twiml_app_sid: null,
    secrets: 0,
  });
});

test("an account that is suspended can be forgotten, and what stays at Twilio is named", async () => {
  await page.getByLabel("Account SID").fill(accountSid);
  await page.getByLabel("Auth Token").fill(authToken);
  await press("Save");
  await step("Numbers listed");
  const [app] = await listed("Applications", "applications");
  await product.twilio.changeAccount(accountSid, { status: "suspended" });
  await page.reload();
  await press("Remove without Twilio");
  const dialog = page.getByRole("alertdialog");
  await dialog.getByText(`TwiML App ${String(app?.["sid"])}`).waitFor();
  await dialog.getByRole("button", { name: `Remove ${accountSid}` }).click();
  await main().getByText("Removed. These are left at Twilio").waitFor();
  await main().getByText(String(app?.["sid"])).waitFor();
  await checkPage("setup-forgotten");
});

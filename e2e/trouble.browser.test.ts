import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { obeyPermission } from "./microphone-permission.ts";
import { ringsNobody } from "./rings-nobody.ts";
import { BERLIN, JONAS, PRIYA } from "./seed.ts";
import { signInOn } from "./sign-in.ts";
import { addCable } from "./sockets.ts";
import { until } from "./until.ts";
import { goOnline, openProduct, type Product } from "./product.ts";

const CUSTOMER = "+442079460018";

let product: Product;
let page: Page;
let cable: Awaited<ReturnType<typeof addCable>>;

before(async () => {
  product = await openProduct();
  page = await product.newPage();
  cable = await addCable(page);
  await signInOn(page, product.info.webUrl, PRIYA);
});
after(() => product.close());

const phoneOf = (of: Page) => of.getByRole("region", { name: "Phone" });
const phone = () => phoneOf(page);
const says = (words: string | RegExp, of = page) => phoneOf(of).getByText(words).first().waitFor();

async function choose(status: string): Promise<void> {
  await page.getByRole("button", { name: /^Your status/ }).click();
  await page.getByRole("menuitemradio", { name: status }).click();
}

async function presence(identity: string) {
  const [row] = await product.sql`
    select p.status, p.heard_at from public.agent_presence p join public.agent a on a.id = p.agent_id
    where a.identity = ${identity} and a.workspace_id = 1`;
  return row;
}

test("who is offline calls out all the same, muted before they answer, and is told when talking to nobody", async (t) => {
  await product.twilio.telephone(CUSTOMER, { behaviour: "answer", ringMs: 2500, tone: 1400 });
  await says("You’re offline");
  await page.getByRole("textbox", { name: "Phone number" }).fill(CUSTOMER);
  await page.getByRole("button", { name: /^Place Call/ }).click();
  const heard = async () => {
    const calls = await product.twilio.calls(`?to=${encodeURIComponent(CUSTOMER)}`);
    return calls.findLast((call) => call.parentSid !== null)?.heard;
  };

  await t.test("Mute works while it rings", async () => {
    await says("Ringing");
    await phone().getByRole("button", { name: "Mute" }).click();
    await says("You’re muted.");
  });

  await t.test("they answer and hear nothing, though the agent talks, and the bar says so", async () => {
    await says("On call");
    await says("You’re talking while muted.");
    assert.deepEqual((await heard())?.tones, []);
  });

  await t.test("Unmute is heard by them", async () => {
    await phone().getByRole("button", { name: "Unmute" }).first().click();
    await until("they hear the agent", async () => ((await heard())?.tones.length ?? 0) > 0, heard);
    await phone().getByRole("button", { name: /^Hang up/ }).click();
    await says("You hung up");
  });
});

test("who is away is not rung, is shown as away, and goes on proving that somebody is there", async (t) => {
  await goOnline(page);
  await choose("Away");
  await says("Away, calls don’t ring here");
  await until("the database knows", async () => (await presence("priya"))?.["status"] === "away");

  await t.test("a call from outside rings nobody", async () => {
    await ringsNobody(product, page, { from: CUSTOMER, to: BERLIN });
  });

  await t.test("the heartbeat goes on", async () => {
    const first = (await presence("priya"))?.["heard_at"];
    await until(
      "it was heard again",
      async () => Number((await presence("priya"))?.["heard_at"]) > Number(first),
    );
    assert.equal((await presence("priya"))?.["status"], "away");
  });

  await choose("Available");
  await says("Ready to ring");
});

test("without a network the phone says so, and afterwards shows what was missed", async (t) => {
  const caller = "+442079460163";
  await cable.cut();
  await says("Reconnecting…");
  await page.getByRole("button", { name: "Your status: Reconnecting" }).waitFor();

  await t.test("a call meanwhile is not known here", async () => {
    const { sid } = await product.twilio.dial({ from: caller, to: BERLIN });
    await until("it was tried", async () => {
      const [call] = await product
        .sql`select status from public.call where from_number = ${caller}`;
      return call !== undefined;
    });
    await product.twilio.act(sid, { do: "hangup" });
    await until("the database has its end", async () => {
      const [call] = await product
        .sql`select ended_at from public.call where from_number = ${caller}`;
      return call?.["ended_at"] !== null;
    });
    assert.equal(await page.getByText("+44 20 7946 0163").count(), 0);
  });

  await t.test("with the network back it is ready by itself, and the list is true", async () => {
    await cable.mend();
    await says("Ready to ring");
    const row = page.getByRole("main").getByRole("row").filter({ hasText: "+44 20 7946 0163" });
    await row.filter({ hasText: "Missed" }).waitFor();
  });
});

test("a seat that is switched off is told so at once, and rings again when it is switched on", async () => {
  const setActive = (active: boolean) =>
    product
      .sql`update public.agent set active = ${active} where identity = 'priya' and workspace_id = 1`;
  await setActive(false);
  await says("Calls can’t reach you");
  await says("Your access to this workspace was deactivated. An admin can restore it.");
  await setActive(true);
  await says("Ready to ring");
});

test("a token that Twilio refuses is told, and a new key mends it", async () => {
  const [workspace] = product.info.workspaces;
  assert.ok(workspace);
  const [row] = await product
    .sql`select twilio_api_key_sid as sid from public.workspace where id = 1`;
  await choose("Offline");
  await says("You’re offline");
  // As an admin would in Twilio's console: every token signed with it is worth nothing from now on.
  const key = `${product.info.twilioUrl}/2010-04-01/Accounts/${workspace.accountSid}/Keys/${
    row?.["sid"]
  }.json`;
  const basic = Buffer.from(`${workspace.accountSid}:${workspace.authToken}`).toString("base64");
  const deleted = await fetch(key, {
    method: "DELETE",
    headers: { authorization: `Basic ${basic}` },
  });
  assert.equal(deleted.status, 204);

  await phone().getByRole("button", { name: "Go online" }).click();
  await says("Calls can’t reach you");
  await says("Your sign-in for calls was refused, so calls go to your colleagues.");
  // Without a key the first who asks has a new one made.
  await product.sql`update public.workspace set twilio_api_key_sid = null where id = 1`;
  await phone().getByRole("button", { name: "Fix now" }).click();
  await says("Ready to ring");
});

test("a workspace without a TwiML App says whose turn it is, and recovers by itself", async () => {
  const [row] = await product
    .sql`select twilio_twiml_app_sid as sid from public.workspace where id = 1`;
  const setApp = (sid: string | null) =>
    product.sql`update public.workspace set twilio_twiml_app_sid = ${sid} where id = 1`;
  await choose("Offline");
  await setApp(null);
  await phone().getByRole("button", { name: "Go online" }).click();
  await says("This phone isn’t connected yet");
  await says("An admin of Nordlicht Reisen needs to connect Twilio first.");
  await phone().getByRole("button", { name: "Ask an admin" }).waitFor();

  const admin = await product.signIn(JONAS);
  await phoneOf(admin).getByRole("button", { name: "Go online" }).click();
  await says(/Connect Twilio to make the first call/, admin);
  await phoneOf(admin).getByRole("button", { name: "Connect" }).waitFor();
  await setApp(String(row?.["sid"]));
  // Each phone tries again after 10 s, then after 20: the second time where the first one came before the change.
  for (const each of [admin, page]) {
    await phoneOf(each).getByText("Ready to ring").first().waitFor({ timeout: 45_000 });
  }
  await admin.context().close();
});

test("a blocked microphone is told, and once it is allowed Try again works", async () => {
  const blocked = await product.newPage({ permissions: [] });
  await obeyPermission(blocked);
  await signInOn(blocked, product.info.webUrl, JONAS);
  // Available in another browser a moment ago, and so here too.
  await says("Your microphone is blocked", blocked);
  await says(/Allow the microphone in the address bar, then try again/, blocked);
  await blocked.context().grantPermissions(["microphone"]);
  await phoneOf(blocked).getByRole("button", { name: "Try again" }).click();
  await says("Ready to ring", blocked);
  await blocked.context().close();
});

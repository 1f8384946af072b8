import { assertEquals } from "@std/assert";
import { createSeat, createWorkspace, type Seat } from "./people.ts";
import { openDatabase, postAs, publicUrl, refusal, type Sql } from "./stack.ts";
import { createTwilioAccount, planFault } from "./twilio_account.ts";

/** Auth tokens of the accounts here; no answer holds one. */
const secrets: string[] = [];

/** An admin of a workspace that is connected to an account of its own. */
async function connect(sql: Sql, type?: "Full" | "Trial") {
  const workspace = await createWorkspace(sql);
  const admin = await createSeat(sql, { workspaceId: workspace.id, number: workspace.number });
  await sql`update public.agent set role = 'admin' where id = ${admin.agentId}`;
  await sql`update public.workspace
    set twilio_account_sid = null, twilio_auth_token = null, twilio_twiml_app_sid = null
    where id = ${workspace.id}`;
  const twilio = await createTwilioAccount({ type });
  const { accountSid, authToken } = twilio;
  secrets.push(authToken);
  const body = { workspaceId: workspace.id, accountSid, authToken };
  for (const action of ["check", "key", "app"]) {
    const response = await postAs(admin.userToken, "connection", { action, ...body });
    assertEquals(response.status, 200, await response.text());
  }
  return { admin, workspace, twilio };
}

const ask = (
  { userToken, workspaceId }: Seat,
  action: string,
  more: Record<string, unknown> = {},
) => postAs(userToken, "numbers", { action, workspaceId, ...more });

async function answer(seat: Seat, action: string, more: Record<string, unknown> = {}) {
  const response = await ask(seat, action, more);
  const text = await response.text();
  assertEquals(secrets.some((secret) => text.includes(secret)), false);
  const body = JSON.parse(text);
  assertEquals([response.status, body.error?.code], [200, undefined]);
  return body;
}

const order = { number: "+12025550123", friendlyName: "Desk", uses: [] };
const everyAction = [
  ["account", {}],
  ["countries", {}],
  ["search", { country: "US", kind: "local" }],
  ["requirements", { country: "US", kind: "local" }],
  ["buy", order],
  ["release", { number: "+442079460142" }],
  ["put-away", { number: "+442079460142" }],
] as const;

Deno.test("agents, outsiders and nobody are refused at every action, and buy nothing", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { workspace, twilio } = await connect(sql);
  const agent = await createSeat(sql, { workspaceId: workspace.id, number: workspace.number });
  const other = await createWorkspace(sql);
  const stranger = await createSeat(sql, { workspaceId: other.id, number: other.number });
  await sql`update public.agent set role = 'admin' where id = ${stranger.agentId}`;
  for (const [action, more] of everyAction) {
    assertEquals(await refusal(await ask(agent, action, more)), "403 E-ADMIN");
    const foreign = { ...stranger, workspaceId: workspace.id };
    assertEquals(await refusal(await ask(foreign, action, more)), "403 E-SEAT");
    const response = await postAs(null, "numbers", { action, workspaceId: workspace.id, ...more });
    assertEquals(await refusal(response), "401 E-AUTH-SIGNIN");
  }
  assertEquals((await twilio.numbers()).length, 2);
});

Deno.test("a number is found, bought once however often, and released", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { admin, twilio } = await connect(sql);
  const { countries } = await answer(admin, "countries");
  assertEquals(
    countries.find(({ code }: { code: string }) => code === "US"),
    { code: "US", kinds: ["local", "toll-free"] },
  );
  const wish = { country: "US", kind: "local", areaCode: "312" };
  const { offers, price } = await answer(admin, "search", wish);
  assertEquals([offers[0].locality, offers[0].addressNeed, price], [
    "Chicago",
    "none",
    { amount: "1.15", currency: "USD" },
  ]);
  assertEquals(await answer(admin, "requirements", { country: "US", kind: "local" }), {
    isTrial: false,
    needsBundle: false,
    bundles: [],
    addresses: [],
  });

  const { number } = offers[0];
  const wanted = {
    ...order,
    number,
    uses: [{ agentId: admin.agentId, mayCall: false, rings: true }],
  };
  assertEquals(await answer(admin, "buy", wanted), { number, found: false });
  assertEquals(await answer(admin, "buy", wanted), { number, found: true });
  const bought = (await twilio.numbers()).filter((each) => each.phone_number === number);
  assertEquals(bought.length, 1);
  assertEquals(bought[0]?.status_callback, `${publicUrl}/status`);
  const [app] = await twilio.apps();
  assertEquals(bought[0]?.voice_application_sid, app?.sid);
  const [use] = await sql`select may_call, rings, friendly_name from public.agent_phone
    where agent_id = ${admin.agentId} and phone_number = ${number}`;
  assertEquals({ ...use }, { may_call: false, rings: true, friendly_name: "Desk" });
  const account = await answer(admin, "account");
  assertEquals(
    account.numbers.filter(({ isHere }: { isHere: boolean }) => isHere)
      .map((each: { number: string }) => each.number),
    [number],
  );

  assertEquals(await refusal(await ask(admin, "put-away", { number })), "409 E-NUMBER-HERE");
  assertEquals(await answer(admin, "release", { number }), { number, outcome: "released" });
  assertEquals((await twilio.numbers()).length, 2);
  assertEquals(await refusal(await ask(admin, "release", { number })), "404 E-NUMBER-GONE");
  const log = await sql`select action from public.audit_log
    where workspace_id = ${admin.workspaceId} and action in ('number.bought', 'number.released')
    order by id`;
  assertEquals(log.map(({ action }) => action), ["number.bought", "number.released"]);
});

Deno.test("a purchase whose answer is lost is found in the account at once, and bought once", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { admin, twilio } = await connect(sql);
  const { offers } = await answer(admin, "search", { country: "US", kind: "toll-free" });
  const wanted = { ...order, number: offers[0].number };
  const path = `${twilio.accountSid}/IncomingPhoneNumbers`;
  await planFault({ method: "POST", path, do: "lose" });
  assertEquals((await answer(admin, "buy", wanted)).number, wanted.number);
  assertEquals((await twilio.numbers()).length, 3);
  await answer(admin, "release", { number: wanted.number });
});

Deno.test("a purchase that lost its answer is taken in when it is pressed again", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { admin, twilio } = await connect(sql);
  const { offers } = await answer(admin, "search", { country: "US", kind: "toll-free" });
  const wanted = { ...order, number: offers[0].number };
  await planFault({ method: "POST", path: `${twilio.accountSid}/IncomingPhoneNumbers` });
  assertEquals(await refusal(await ask(admin, "buy", wanted)), "502 E-NUMBER-UNSURE");
  assertEquals((await twilio.numbers()).length, 2);
  assertEquals((await answer(admin, "buy", wanted)).found, false);
  await answer(admin, "release", { number: wanted.number });
});

Deno.test("a bundle and an address that a country asks for are told before, and used", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { admin, twilio } = await connect(sql);
  const place = { country: "FR", kind: "local" };
  const lacking = await answer(admin, "requirements", place);
  assertEquals([lacking.needsBundle, lacking.bundles, lacking.addresses], [true, [], []]);
  await twilio.ask("POST", "Addresses", {
    FriendlyName: "Office",
    CustomerName: "New customer",
    Street: "1 Rue de la Paix",
    City: "Paris",
    Region: "Paris",
    PostalCode: "75001",
    IsoCountry: "FR",
  });
  const { addresses } = await answer(admin, "requirements", place);
  assertEquals(addresses[0].name, "Office, 1 Rue de la Paix, Paris");
  const { offers } = await answer(admin, "search", place);
  assertEquals(offers[0].addressNeed, "local");
  const wanted = { ...order, number: offers[0].number };
  assertEquals(await refusal(await ask(admin, "buy", wanted)), "409 E-NUMBER-ADDRESS");
  const addressed = { ...wanted, addressSid: addresses[0].sid };
  assertEquals(await refusal(await ask(admin, "buy", addressed)), "409 E-NUMBER-BUNDLE");
  const bundle = await twilio.approveBundle({
    IsoCountry: "FR",
    NumberType: "local",
    EndUserType: "business",
    FriendlyName: "Paris office",
  });
  const { bundles } = await answer(admin, "requirements", place);
  assertEquals(bundles, [{ sid: bundle, name: "Paris office" }]);
  const complete = { ...addressed, bundleSid: bundle };
  assertEquals((await answer(admin, "buy", complete)).found, false);
  await answer(admin, "release", { number: wanted.number });
});

Deno.test("a trial account says what it forbids", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { admin } = await connect(sql, "Trial");
  assertEquals((await answer(admin, "account")).isTrial, true);
  const { offers } = await answer(admin, "search", { country: "CA", kind: "local" });
  const wanted = { ...order, number: offers[0].number };
  assertEquals(await refusal(await ask(admin, "buy", wanted)), "409 E-NUMBER-TRIAL");
});

Deno.test("after Twilio promoted the next token, numbers are read, bought and released by it", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { admin, twilio } = await connect(sql);
  const authToken = await twilio.changeToken("Secondary");
  secrets.push(authToken);
  const stored = await postAs(admin.userToken, "connection", {
    action: "next-token",
    workspaceId: admin.workspaceId,
    authToken,
  });
  assertEquals(stored.status, 200, await stored.text());
  await twilio.changeToken("Promote");
  assertEquals((await answer(admin, "account")).numbers.length, 2);
  await answer(admin, "countries");
  const wish = { country: "US", kind: "local" };
  await answer(admin, "requirements", wish);
  const { offers: [{ number }] } = await answer(admin, "search", wish);
  assertEquals(await answer(admin, "buy", { ...order, number }), { number, found: false });
  assertEquals(await answer(admin, "release", { number }), { number, outcome: "released" });
});

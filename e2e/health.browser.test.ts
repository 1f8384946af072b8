// Connection health the person's way: each thing really broken at Twilio, seen, and set right again.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { SEEDED_WORKSPACES } from "../dev/launcher/seeded.ts";
import { look } from "./look.ts";
import { until } from "./until.ts";
import { goOnline, openWorld, type World } from "./world.ts";

const ADMIN = "jonas@nordlicht-reisen.example";
const AGENT = "priya@nordlicht-reisen.example";
const OTHER_ADMIN = "ingrid@fjordline.example";
const CALLER = "+442079460117";
const nordlicht = seeded("Nordlicht Reisen");
const fjordline = seeded("Fjordline Cruises");
const { accountSid } = nordlicht;
let { authToken } = nordlicht;
const [berlin, london] = nordlicht.numbers.map(({ phoneNumber }) => phoneNumber);
assert.ok(berlin && london);

function seeded(name: string) {
  const found = SEEDED_WORKSPACES.find((workspace) => workspace.name === name);
  assert.ok(found);
  return found;
}

let world: World;
let page: Page;

before(async () => {
  world = await openWorld();
  page = await world.signIn(ADMIN);
  // Halfway between two themes no colour has its contrast.
  await page.emulateMedia({ reducedMotion: "reduce" });
});
after(() => world.close());

const main = () => page.getByRole("main");
const row = (check: string) => main().locator(`#check-${check}`);
const red = (check: string) => main().locator(`#check-${check}.red`);
const amber = (check: string) => main().locator(`#check-${check}.amber`);
const green = (check: string) => main().locator(`#check-${check}.green`);
const banner = () => page.locator(".banner");

async function checkNow(): Promise<void> {
  const button = main().getByRole("button", { name: "Check now" });
  await button.click();
  await main().getByText("Checking everything.").waitFor();
  await button.waitFor();
}

async function repair(check: string): Promise<void> {
  await row(check).getByRole("button", { name: /^Repair / }).click();
  await green(check).waitFor();
  await row(check).locator(".step.done", { hasText: "Checked again" }).waitFor();
  await row(check).getByText("Good now.").waitFor();
}

/** Somebody who changes the account in Twilio's console. */
async function atTwilio(
  method: "GET" | "POST" | "DELETE",
  resource: string,
  fields: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const response = await fetch(
    `${world.info.twilioUrl}/2010-04-01/Accounts/${accountSid}/${resource}.json`,
    {
      method,
      headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
      ...(method === "POST" ? { body: new URLSearchParams(fields) } : {}),
    },
  );
  assert.ok(response.ok, `${method} ${resource}: ${response.status}`);
  const text = await response.text();
  const body: unknown = text === "" ? {} : JSON.parse(text);
  assert.ok(typeof body === "object" && body !== null);
  return { ...body };
}

async function sidOf(resource: string, key: string, which: (item: object) => boolean) {
  const list = (await atTwilio("GET", resource))[key];
  assert.ok(Array.isArray(list));
  const found: unknown = list.find(which);
  assert.ok(typeof found === "object" && found !== null && "sid" in found);
  assert.ok(typeof found.sid === "string");
  return found.sid;
}

const numberSid = (number: string) =>
  sidOf(
    "IncomingPhoneNumbers",
    "incoming_phone_numbers",
    (item) => "phone_number" in item && item.phone_number === number,
  );

async function appSid(): Promise<string> {
  const [workspace] = await world.sql<[{ sid: string }]>`
    select twilio_twiml_app_sid as sid from public.workspace where id = ${nordlicht.id}`;
  return workspace.sid;
}

/** Has Twilio handle a number's calls in another region. */
async function moveRegion(number: string, region: string): Promise<void> {
  const response = await fetch(
    `${world.info.twilioUrl}/routes.twilio.com/v2/PhoneNumbers/${number}`,
    {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
      body: new URLSearchParams({ VoiceRegion: region }),
    },
  );
  assert.ok(response.ok, `region: ${response.status}`);
}

const functionsUrl = () => `${world.info.apiUrl}/functions/v1`;

/** What this person gets of Nordlicht's health past the page: by REST, and by the function. */
function asked(by: Page): Promise<unknown> {
  return by.evaluate(async ({ apiUrl, id }) => {
    const { publishableKey } = await (await fetch("/config.json")).json();
    const { access_token } = JSON.parse(localStorage.getItem("softphone-session") ?? "{}");
    const headers = { apikey: publishableKey, authorization: `Bearer ${access_token}` };
    const rows = await (await fetch(
      `${apiUrl}/rest/v1/health_check?select=check&workspace_id=eq.${id}`,
      { headers },
    )).json();
    const answer = await fetch(`${apiUrl}/functions/v1/health`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({ action: "check", workspaceId: id }),
    });
    const body = await answer.json();
    return { rows, check: [answer.status, body.error?.code] };
  }, { apiUrl: world.info.apiUrl, id: nordlicht.id });
}

/** What a page has loaded of health beyond the few lines that decide to. */
function loadedOf(by: Page): Promise<string[]> {
  return by.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => name).filter((name) =>
      /health[-_](store|banner|findings|check|page)|told/.test(name)
    )
  );
}

test("a workspace that was never checked is checked when its admin looks", async () => {
  await page.getByRole("link", { name: "Setup" }).click();
  await main().getByRole("link", { name: "Health" }).click();
  await main().getByRole("heading", { name: "Connection health" }).waitFor();
  await main().getByText(/^\d+ good.* Checked \d+ s ago, every hour, and when you ask\.$/)
    .waitFor();
  assert.equal(await main().locator(".check").count(), 16);
  // The guide's SQL stores no key; it is made as soon as somebody needs it.
  await amber("api-key").getByText("There is no API key yet.").waitFor();
  await repair("api-key");
  assert.equal(await banner().count(), 0);
});

test("agents and admins of other workspaces get no page, no row and no check", async () => {
  const agent = await world.signIn(AGENT);
  assert.equal(await agent.getByRole("link", { name: "Setup" }).count(), 0);
  await agent.goto(`${world.info.webUrl}/setup/health`);
  await agent.waitForURL("**/calls");
  assert.deepEqual(await asked(agent), { rows: [], check: [403, "E-ADMIN"] });
  const other = await world.signIn(OTHER_ADMIN);
  assert.deepEqual(await asked(other), { rows: [], check: [403, "E-SEAT"] });
  await other.context().close();
  await agent.context().close();
});

test("a deleted TwiML App shows to the admin on every page, and is made again from there", async () => {
  await page.getByRole("link", { name: "Calls" }).click();
  const agent = await world.signIn(AGENT);
  await atTwilio("DELETE", `Applications/${await appSid()}`);
  // As the hourly run does: nobody of the two asks for it.
  await asked(page);
  await banner().getByText("The TwiML App is gone from Twilio. No call goes in or out.").waitFor();
  await page.getByRole("link", { name: "Setup 1 problem" }).waitFor();
  await look(page, "health-banner");
  assert.equal(await agent.locator(".banner").count(), 0);
  assert.deepEqual(await loadedOf(agent), [], "nothing of it is loaded for an agent");
  assert.notDeepEqual(await loadedOf(page), []);
  await agent.context().close();
  await banner().getByRole("button", { name: "Repair" }).click();
  await row("app").locator(".step.done", { hasText: "TwiML App made" }).waitFor();
  await green("app").getByText(`Softphone-${nordlicht.id}, all three addresses right.`).waitFor();
});

test("its numbers then lead to the app that is gone, until they are brought in again", async () => {
  await red("numbers").waitFor();
  await repair("numbers");
  await banner().waitFor({ state: "detached" });
});

test("changed addresses are shown beside the right ones", async () => {
  const url = "https://old-ivr.example/voice";
  await atTwilio("POST", `Applications/${await appSid()}`, { VoiceUrl: url });
  // Whoever is on a row while somebody else has it checked finds it where it was.
  const places = () => main().locator(".check").evaluateAll((rows) => rows.map(({ id }) => id));
  const before = await places();
  await row("agents").hover();
  await asked(page);
  await red("app").waitFor();
  assert.deepEqual(await places(), before);
  await checkNow();
  assert.equal((await places())[0], "check-app");
  await red("app").getByText(/has another voice address/).waitFor();
  await red("app").getByRole("button", { name: "Show change" }).click();
  const shown = red("app").getByRole("row", { name: `Voice ${url}` });
  assert.match(await shown.innerText(), /\/functions\/v1\/inbound/);
  await repair("app");
});

test("a repair that Twilio refuses says why, and can be tried again", async () => {
  await atTwilio("POST", `IncomingPhoneNumbers/${await numberSid(london)}`, {
    VoiceApplicationSid: "",
    VoiceUrl: "https://old-ivr.example/voice",
  });
  await checkNow();
  await red("numbers").getByText(/^\+44 20 7946 0100 points at old-ivr\.example/).waitFor();
  await world.twilio.faults({
    rest: [{ method: "POST", path: "IncomingPhoneNumbers", status: 500, code: 20500, times: 1 }],
  });
  await row("numbers").getByRole("button", { name: /^Repair / }).click();
  await row("numbers").locator(".step.failed", { hasText: "does not point here" }).waitFor();
  await row("numbers").getByText(/^Twilio says: /).waitFor();
  await look(page, "health-failed");
  await row("numbers").getByRole("button", { name: "Try again" }).click();
  await green("numbers").waitFor();
  await row("numbers").getByText("Good now.").waitFor();
});

test("a deleted API key is made anew", async () => {
  const [workspace] = await world.sql<[{ sid: string }]>`
    select twilio_api_key_sid as sid from public.workspace where id = ${nordlicht.id}`;
  await atTwilio("DELETE", `Keys/${workspace.sid}`);
  await checkNow();
  await red("api-key").getByText(/Twilio does not accept the API key any more/).waitFor();
  await repair("api-key");
});

test("what only Twilio's console can change leads there, and is good again afterwards", async () => {
  await world.twilio.changeAccount(accountSid, {
    type: "Trial",
    geo: { DE: false },
    alerts: [{ errorCode: "11200", requestUrl: `${functionsUrl()}/inbound` }],
  });
  await moveRegion(berlin, "ie1");
  await checkNow();
  await red("region").getByText(/^Not handled in US1: \+49 30 23125610\./).waitFor();
  await amber("account").getByText(/^This is a trial account\./).waitFor();
  await amber("concurrency").getByText(/^Twilio allows 5 legs at once\./).waitFor();
  await red("countries").getByText(/Closed at Twilio: Germany\./).waitFor();
  await red("webhook-errors").getByText(/^Twilio noted 11200 1 time/).waitFor();
  const link = red("countries").getByRole("link", { name: /^Open Twilio/ });
  assert.match(await link.getAttribute("href") ?? "", /console\.twilio\.com.*geo-permissions/);
  // Worst first, as of this check.
  const levels = await main().locator(".check").evaluateAll((rows) =>
    rows.map(({ classList }) =>
      ["red", "amber", "green"].findIndex((one) => classList.contains(one))
    )
  );
  assert.deepEqual(levels, levels.toSorted((a, b) => a - b));
  await look(page, "health");
  await world.twilio.changeAccount(accountSid, { type: "Full", geo: { DE: true }, alerts: [] });
  await moveRegion(berlin, "us1");
  await checkNow();
  for (const check of ["region", "account", "concurrency", "countries", "webhook-errors"]) {
    await green(check).waitFor();
  }
});

test("a suspended account is told as such", async () => {
  await world.twilio.changeAccount(accountSid, { status: "suspended" });
  await checkNow();
  await red("credentials").getByText(/^Twilio suspended or closed the account\./).waitFor();
  await world.twilio.changeAccount(accountSid, { status: "active" });
  await checkNow();
  await green("credentials").waitFor();
});

test("a changed auth token is suspected, entered anew, and good again", async () => {
  authToken = randomUUID().replaceAll("-", "");
  await world.twilio.changeAccount(accountSid, { authToken });
  await checkNow();
  for (const check of ["credentials", "signatures", "token-rotation"]) await red(check).waitFor();
  await amber("app").getByText(/^Waits for the credentials\./).waitFor();
  await red("credentials").getByRole("link", { name: "Open Connection" }).click();
  await main().getByRole("button", { name: "Replace" }).click();
  await page.getByLabel("Auth Token").fill(authToken);
  await main().getByRole("button", { name: "Save" }).click();
  await main().locator(".step.done", { hasText: "Numbers listed" }).waitFor();
  // Nobody has to ask for it.
  await banner().waitFor({ state: "detached" });
  await main().getByRole("link", { name: "Health" }).click();
  for (const check of ["credentials", "token-rotation"]) await green(check).waitFor();
  // Nobody has called yet: our own requests are no proof that Twilio's are let in.
  await amber("signatures").getByText(/Twilio itself has not asked yet/).waitFor();
});

test("a test call rings, is answered, and says what it proves", async () => {
  await goOnline(page);
  await main().getByRole("button", { name: "Test call", exact: true }).first().click();
  const panel = main().getByRole("region", { name: "Test call" });
  await panel.getByRole("combobox", { name: "Number to ring" }).selectOption(london);
  await panel.getByRole("button", { name: "Ring it" }).click();
  await panel.locator(".step", { hasText: "It rings at Jonas Albrecht" }).waitFor();
  await look(page, "health-test-call");
  await page.getByRole("region", { name: "Phone" }).getByRole("button", { name: /^Answer/ })
    .click();
  await panel.getByText("Jonas Albrecht answered").waitFor();
  await panel.getByText("Proved: calls to +44 20 7946 0100 reach us, ring and are answered.")
    .waitFor();
  await page.getByRole("button", { name: /^Hang up/ }).click();
  await until("the call has ended", async () => {
    const [live] = await world.sql`select from public.call
      where workspace_id = ${nordlicht.id} and ended_at is null`;
    return live === undefined;
  });
  await checkNow();
  await green("signatures").getByText(/A signed request was let in, a forged one refused\./)
    .waitFor();
  await green("agents").waitFor();
});

test("with one number, the admin dials it and the page watches", async () => {
  const other = await world.signIn(OTHER_ADMIN);
  await other.goto(`${world.info.webUrl}/setup/health`);
  await other.getByRole("button", { name: "Test call", exact: true }).first().click();
  const panel = other.getByRole("region", { name: "Test call" });
  await panel.getByRole("button", { name: "I will dial it" }).click();
  await panel.locator('[aria-current="step"]', { hasText: /^Dial \+44 20 7946 0150/ }).waitFor();
  const [line] = fjordline.numbers;
  await world.twilio.dial({ from: CALLER, to: line?.phoneNumber ?? "" });
  await panel.getByText("The call reached us").waitFor();
  await panel.getByText(/^Not proved: that they ring, since nobody/).waitFor();
  await other.context().close();
});

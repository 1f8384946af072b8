// Connection health the person's way: what is broken at Twilio, seen, and set right again by its Repair button.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import {
  ADMIN,
  askPastThePage,
  healthIn,
  loseCaller,
  nordlicht,
  OTHER_ADMIN,
  twilioConsole,
} from "./health-page.ts";
import { checkPage } from "./check-page.ts";
import { openProduct, type Product } from "./product.ts";

const AGENT = "priya@nordlicht-reisen.example";
const [, london] = nordlicht.phoneNumbers;
assert.ok(london);

let product: Product;
let page: Page;
let health: ReturnType<typeof healthIn>;
let atTwilio: ReturnType<typeof twilioConsole>;

before(async () => {
  product = await openProduct();
  page = await product.signIn(ADMIN);
  // Halfway between two themes no colour has its contrast.
  await page.emulateMedia({ reducedMotion: "reduce" });
  health = healthIn(page);
  atTwilio = twilioConsole(product);
});
after(() => product.close());

const asked = (by: Page) => askPastThePage(by, product.info.apiUrl);

/** What a page has loaded of health beyond the few lines that decide to. */
function loadedOf(by: Page): Promise<string[]> {
  return by.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => name).filter((name) =>
      /health[-_](store|banner|findings|check|page)|told/.test(name)
    )
  );
}

test("a workspace that was never checked is checked when its admin looks", async () => {
  await health.open();
  await health.main().getByText(
    /^\d+ good.* Checked \d+ s ago\. Checks run every hour and when you ask\.$/,
  )
    .waitFor();
  assert.equal(await health.main().locator(".check").count(), 17);
  // The guide's SQL stores no key; it is made as soon as somebody needs it.
  await health.amber("api-key").getByText("There is no API key yet.").waitFor();
  await health.repair("api-key");
  assert.equal(await health.banner().count(), 0);
});

test("agents and admins of other workspaces get no page, no row and no check", async () => {
  const agent = await product.signIn(AGENT);
  assert.equal(await agent.getByRole("link", { name: "Setup" }).count(), 0);
  await agent.goto(`${product.info.webUrl}/setup/health`);
  await agent.waitForURL("**/calls");
  assert.deepEqual(await asked(agent), { rows: [], check: [403, "E-ADMIN"] });
  const other = await product.signIn(OTHER_ADMIN);
  assert.deepEqual(await asked(other), { rows: [], check: [403, "E-SEAT"] });
  await other.context().close();
  await agent.context().close();
});

test("a deleted TwiML App shows to the admin on every page, and is made again from there", async () => {
  await page.getByRole("link", { name: "Calls" }).click();
  const agent = await product.signIn(AGENT);
  await atTwilio.ask("DELETE", `Applications/${await atTwilio.appSid()}`);
  // As the hourly run does: nobody of the two asks for it.
  await asked(page);
  await health.banner().getByText("The TwiML App is gone from Twilio. No calls come in or go out.")
    .waitFor();
  await page.getByRole("link", { name: "Setup 1 problem" }).waitFor();
  await checkPage(page, "health-banner");
  assert.equal(await agent.locator(".banner").count(), 0);
  assert.deepEqual(await loadedOf(agent), [], "nothing of it is loaded for an agent");
  assert.notDeepEqual(await loadedOf(page), []);
  await agent.context().close();
  await health.banner().getByRole("button", { name: "Repair" }).click();
  await health.row("app").locator(".step.done", { hasText: "TwiML App created" }).waitFor();
  await health.green("app").getByText(`Softphone-${nordlicht.id}, all three addresses are right.`)
    .waitFor();
});

test("its numbers then lead to the app that is gone, until they are brought in again", async () => {
  await health.red("numbers").waitFor();
  await health.repair("numbers");
  await health.banner().waitFor({ state: "detached" });
});

test("changed addresses are shown beside the right ones", async () => {
  const url = "https://old-ivr.example/voice";
  await atTwilio.ask("POST", `Applications/${await atTwilio.appSid()}`, { VoiceUrl: url });
  // Whoever is on a row while somebody else has it checked finds it where it was.
  const before = await health.places();
  await health.row("agents").hover();
  await asked(page);
  await health.red("app").waitFor();
  assert.deepEqual(await health.places(), before);
  await health.checkNow();
  assert.equal((await health.places())[0], "check-app");
  await health.red("app").getByText(/has a different voice address/).waitFor();
  await health.red("app").getByRole("button", { name: "Show change" }).click();
  const shown = health.red("app").getByRole("row", { name: `Voice ${url}` });
  assert.match(await shown.innerText(), /\/functions\/v1\/inbound/);
  await health.repair("app");
});

test("a repair that Twilio refuses says why, and can be tried again", async () => {
  await atTwilio.ask("POST", `IncomingPhoneNumbers/${await atTwilio.numberSid(london)}`, {
    VoiceApplicationSid: "",
    VoiceUrl: "https://old-ivr.example/voice",
  });
  await loseCaller(product, london);
  await health.checkNow();
  await health.red("numbers").getByText(
    /^\+44 20 7946 0100 points to old-ivr\.example.* don’t reach you: 1 caller in the last 24 hours\./,
  ).waitFor();
  await product.twilio.faults({
    rest: [{ method: "POST", path: "IncomingPhoneNumbers/*", status: 500, code: 20500 }],
  });
  await health.row("numbers").getByRole("button", { name: /^Repair / }).click();
  await health.row("numbers").locator(".step.failed", { hasText: "isn’t routed here" }).waitFor();
  await health.row("numbers").getByText(/^Twilio says: /).waitFor();
  await checkPage(page, "health-failed");
  await health.row("numbers").getByRole("button", { name: "Try again" }).click();
  await health.green("numbers").waitFor();
  await health.row("numbers").getByText("Good now.").waitFor();
});

test("a deleted API key is made anew", async () => {
  const [workspace] = await product.sql<[{ sid: string }]>`
    select twilio_api_key_sid as sid from public.workspace where id = ${nordlicht.id}`;
  await atTwilio.ask("DELETE", `Keys/${workspace.sid}`);
  await health.checkNow();
  await health.red("api-key").getByText(/Twilio no longer accepts the API key/).waitFor();
  await health.repair("api-key");
});

test("a changed auth token is suspected, entered anew, and good again", async () => {
  const authToken = randomUUID().replaceAll("-", "");
  await atTwilio.replaceToken(authToken);
  await health.checkNow();
  for (const check of ["credentials", "signatures", "token-rotation"]) {
    await health.red(check).waitFor();
  }
  await health.waiting("credentials").getByText(/^Waiting for the credentials\./).waitFor();
  await health.red("credentials").getByRole("link", { name: "Open Connection" }).click();
  await health.main().getByRole("button", { name: "Replace" }).click();
  await page.getByLabel("Auth Token").fill(authToken);
  await health.main().getByRole("button", { name: "Save" }).click();
  await health.main().locator(".step.done", { hasText: "Numbers listed" }).waitFor();
  // Nobody has to ask for it.
  await health.banner().waitFor({ state: "detached" });
  await health.main().getByRole("link", { name: "Health" }).click();
  for (const check of ["credentials", "token-rotation"]) await health.green(check).waitFor();
  // Nobody has called yet: our own requests are no proof that Twilio's are let in.
  await health.amber("signatures").getByText(/Twilio itself hasn’t sent one yet/).waitFor();
});

test("a next token that Twilio promoted costs no call, and one press makes it the token", async () => {
  const next = await atTwilio.makeSecondaryToken();
  await product.sql`update public.workspace set twilio_auth_token_next = ${next}
    where id = ${nordlicht.id}`;
  await atTwilio.promoteToken();
  await health.checkNow();
  await health.amber("token-rotation").getByText(
    /^Twilio has made the next token the current one\./,
  )
    .waitFor();
  for (const check of ["credentials", "app", "numbers"]) await health.green(check).waitFor();
  assert.equal(await health.banner().count(), 0);
  await health.repair("token-rotation");
});

// Connection health where no Repair of ours can help: each thing really broken, seen, mended where it is, and checked
// again; and the test call, which proves the rest.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import {
  ADMIN,
  CALLER,
  fjordline,
  healthIn,
  loseCaller,
  nordlicht,
  OTHER_ADMIN,
  twilioConsole,
} from "./health-page.ts";
import { checkPage } from "./check-page.ts";
import { until } from "./until.ts";
import { openProduct, type Product } from "./product.ts";

const [berlin, london] = nordlicht.phoneNumbers;
assert.ok(berlin && london);

let product: Product;
let page: Page;
let health: ReturnType<typeof healthIn>;
let atTwilio: ReturnType<typeof twilioConsole>;

before(async () => {
  product = await openProduct({ withFrontDoor: true });
  page = await product.signIn(ADMIN);
  // Halfway between two themes no colour has its contrast.
  await page.emulateMedia({ reducedMotion: "reduce" });
  health = healthIn(page);
  atTwilio = twilioConsole(product);
});
after(() => product.close());

/** A recording of which Twilio has the sound. */
async function makeRecording(from: string): Promise<void> {
  await atTwilio.ask("POST", "Calls", {
    To: CALLER,
    From: from,
    Record: "true",
    Twiml: '<Response><Pause length="1"/></Response>',
  });
  await until("a recording is whole", async () => {
    const { recordings } = await atTwilio.ask("GET", "Recordings");
    return Array.isArray(recordings) && recordings[0]?.status === "completed";
  });
}

/** Emergency services know from now on where a call from this number comes from. */
async function registerAddress(number: string, isoCountry: string): Promise<void> {
  const { sid } = await atTwilio.ask("POST", "Addresses", {
    CustomerName: nordlicht.name,
    Street: "1 High Street",
    City: "Anytown",
    Region: "Anyshire",
    PostalCode: "12345",
    IsoCountry: isoCountry,
    EmergencyEnabled: "true",
  });
  await atTwilio.ask("POST", `IncomingPhoneNumbers/${await atTwilio.numberSid(number)}`, {
    EmergencyAddressSid: String(sid),
    EmergencyStatus: "Active",
  });
}

test("what only Twilio's console can change leads there, and is good again afterwards", async () => {
  await makeRecording(london);
  await atTwilio.change({ type: "Trial", geo: { DE: false }, mediaNeedsAuth: false });
  await atTwilio.moveRegion(berlin, "ie1");
  // The page checks what was never checked.
  await health.open();
  await health.red("region").getByText(/^Not handled in US1: \+49 30 23125610\./).waitFor();
  await health.red("countries").getByText(/Closed at Twilio: Germany\./).waitFor();
  await health.red("recordings").getByText(/^Recordings play without a password\./).waitFor();
  await health.amber("account").getByText(/^This is a trial account\./).waitFor();
  await health.amber("concurrency").getByText(/^Twilio allows 5 legs at once\./).waitFor();
  await health.amber("emergency").getByText(/^None for \+49 30 23125610 and/).waitFor();
  const pages = {
    region: "phone-numbers/manage/incoming",
    countries: "geo-permissions",
    recordings: "voice/settings/general",
    account: "billing-overview",
    concurrency: "billing-overview",
    emergency: "phone-numbers/manage/incoming",
  };
  for (const [check, path] of Object.entries(pages)) {
    const href = await health.row(check).getByRole("link", { name: /^Open Twilio/ })
      .getAttribute("href");
    assert.ok(href?.startsWith("https://console.twilio.com/") && href.endsWith(path), `${href}`);
  }
  // Worst first, as of this check.
  const levels = await health.main().locator(".check").evaluateAll((rows) =>
    rows.map(({ classList }) =>
      ["red", "amber", "green"].findIndex((one) => classList.contains(one))
    )
  );
  assert.deepEqual(levels, levels.toSorted((a, b) => a - b));
  await checkPage(page, "health");

  await atTwilio.change({ type: "Full", geo: { DE: true }, mediaNeedsAuth: true });
  await atTwilio.moveRegion(berlin, "us1");
  await registerAddress(berlin, "DE");
  await registerAddress(london, "GB");
  // Twilio takes some seconds over an address.
  await product.twilio.advanceClock(6000);
  await health.checkNow();
  for (const check of Object.keys(pages)) await health.green(check).waitFor();
});

test("while Twilio does not get to the functions, that is red, and the callers lost are told", async () => {
  assert.ok(product.frontDoor);
  product.frontDoor.shut();
  await loseCaller(product, london);
  await health.checkNow();
  const { host } = new URL(product.frontDoor.url);
  await health.red("reachable").getByText(`${host} doesn’t answer.`).waitFor();
  await health.waiting("reachable").getByText(/^Waiting for the server\./).waitFor();
  await health.red("webhook-errors").getByText(/^1 caller was lost\. Twilio got no answer from us /)
    .waitFor();
  await health.banner().getByText(/^127\.0\.0\.1:\d+ doesn’t answer\./).waitFor();
  await checkPage(page, "health-unreachable");

  product.frontDoor.open();
  await atTwilio.change({ alerts: [] });
  await health.checkNow();
  for (const check of ["reachable", "webhook-errors"]) await health.green(check).waitFor();
  await health.banner().waitFor({ state: "detached" });
});

test("a suspended account is told as such", async () => {
  await atTwilio.change({ status: "suspended" });
  await health.checkNow();
  await health.red("credentials").getByText(/^Twilio has suspended or closed the account\./)
    .waitFor();
  await atTwilio.change({ status: "active" });
  await health.checkNow();
  await health.green("credentials").waitFor();
});

test("a test call rings, is answered, and says what it proves", async () => {
  // Sixteen days without a call, and nobody there.
  await product.sql`update public.call set created_at = created_at - interval '16 days'
    where workspace_id = ${nordlicht.id} and to_number = ${london}`;
  await health.checkNow();
  await health.amber("last-call").getByText(/^\+44 20 7946 0100 had no call for 16 days\./)
    .waitFor();
  await health.amber("agents").waitFor();
  await health.amber("signatures").waitFor();
  await health.row("agents").getByRole("button", { name: "Go online" }).click();
  await page.getByText("Ready to ring").waitFor();
  // Nobody has to ask for it.
  await health.green("agents").waitFor();
  await health.row("last-call").getByRole("button", { name: "Test call" }).click();
  const panel = health.main().getByRole("region", { name: "Test call" });
  await panel.getByText("This browser rings too if the number is assigned to you.").waitFor();
  assert.equal(
    await panel.getByRole("combobox", { name: "Number to call" }).inputValue(),
    london,
  );
  await panel.getByRole("button", { name: "Call it" }).click();
  await panel.locator(".step", { hasText: "Ringing Jonas Albrecht" }).waitFor();
  await checkPage(page, "health-test-call");
  await page.getByRole("region", { name: "Phone" }).getByRole("button", { name: /^Answer/ })
    .click();
  await panel.getByText("Jonas Albrecht answered").waitFor();
  await panel.getByText("Proved: calls to +44 20 7946 0100 reach us, ring and are answered.")
    .waitFor();
  await page.getByRole("button", { name: /^Hang up/ }).click();
  await health.green("signatures").getByText(
    /A signed request was accepted, a forged one refused\./,
  )
    .waitFor();
  for (const check of ["last-call", "agents"]) await health.green(check).waitFor();
});

test("with one number, the admin dials it and the page watches", async () => {
  const other = await product.signIn(OTHER_ADMIN);
  await other.goto(`${product.info.webUrl}/setup/health`);
  await other.getByRole("button", { name: "Test call", exact: true }).first().click();
  const panel = other.getByRole("region", { name: "Test call" });
  await panel.getByText("This browser doesn’t ring because you’re offline.").waitFor();
  await panel.getByRole("button", { name: "I’ll dial it" }).click();
  await panel.locator('[aria-current="step"]', { hasText: /^Dial \+44 20 7946 0150/ }).waitFor();
  const [line] = fjordline.phoneNumbers;
  await product.twilio.dial({ from: CALLER, to: line ?? "" });
  await panel.getByText("The call reached us").waitFor();
  await panel.getByText(/^Nobody with this number is available, so this/).waitFor();
  await other.context().close();
});

test("a number that the account lost is named, and taken out on the Numbers page", async () => {
  await atTwilio.ask("DELETE", `IncomingPhoneNumbers/${await atTwilio.numberSid(london)}`);
  await health.checkNow();
  await health.red("numbers").getByText(/^Not in the Twilio account: \+44 20 7946 0100\./)
    .waitFor();
  await health.red("numbers").getByRole("link", { name: "Open Numbers" }).click();
  await health.main().getByRole("link", { name: /^London reservations/ }).click();
  await health.main().getByText(/^This number is no longer in the Twilio account\./)
    .waitFor();
  await health.main().getByRole("button", { name: "Release" }).click();
  await page.getByRole("button", { name: "Release +44 20 7946 0100" }).click();
  await page.getByText("+44 20 7946 0100 was released.").waitFor();
  await health.main().getByRole("link", { name: "Health" }).click();
  await health.checkNow();
  await health.green("numbers").getByText("+49 30 23125610 is routed here.").waitFor();
});

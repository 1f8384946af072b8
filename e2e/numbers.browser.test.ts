// The Numbers page: names and uses that follow into open phones, a purchase, and a release.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { checkPage } from "./check-page.ts";
import { BERLIN, JONAS, PRIYA } from "./seed.ts";
import { until } from "./until.ts";
import { goOnline, openProduct, type Product } from "./product.ts";

const CALLER = "+442079460117";
const accountSid = "AC5eed0000000000000000000000000001";
const authToken = "5eed5eed5eed5eed5eed5eed5eed0001";

let product: Product;
let admin: Page;
let priya: Page;

before(async () => {
  product = await openProduct();
  [admin, priya] = await Promise.all([
    product.signIn(JONAS),
    product.signIn(PRIYA),
  ]);
  // Halfway between two themes no colour has its contrast.
  await admin.emulateMedia({ reducedMotion: "reduce" });
  await goOnline(priya);
});
after(() => product.close());

const main = () => admin.getByRole("main");
const phoneOf = (page: Page) => page.getByRole("region", { name: "Phone" });
const press = (name: string | RegExp) => main().getByRole("button", { name }).click();
const box = (name: string) => main().getByRole("checkbox", { name });
const saved = () => main().getByText("Saved", { exact: true }).waitFor();

/** Presses a box; it changes when the server said so, not before. */
async function change(name: string, to: boolean): Promise<void> {
  await box(name).click();
  await until(`"${name}" is ${to}`, async () => await box(name).isChecked() === to);
  await saved();
}

/** Asks the simulated Twilio as the account itself. */
async function twilio(method: string, resource: string, form?: Record<string, string>) {
  const response = await fetch(
    `${product.info.twilioUrl}/2010-04-01/Accounts/${accountSid}/${resource}.json`,
    {
      method,
      headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    },
  );
  return await response.text();
}
const isOwned = async (number: string) =>
  (await twilio("GET", "IncomingPhoneNumbers")).includes(number);

/** The names in a person's From list. */
async function fromList(page: Page): Promise<string[]> {
  const from = phoneOf(page).getByRole("combobox", { name: "From" });
  await from.click();
  const names = await phoneOf(page).getByRole("option").locator("b").allTextContents();
  await page.keyboard.press("Escape");
  return names;
}

/** A call to the number rings at that phone; then the caller hangs up. */
async function rings(page: Page, number: string): Promise<void> {
  const { sid } = await product.twilio.dial({ from: CALLER, to: number });
  await phoneOf(page).getByText("Incoming call").first().waitFor();
  await product.twilio.act(sid, { do: "hangup" });
  await phoneOf(page).getByText("Ready to ring").waitFor();
}

test("the list says what each number is called, whom it rings and what all cost", async () => {
  await admin.getByRole("link", { name: "Setup" }).click();
  await admin.getByRole("link", { name: "Numbers" }).click();
  const list = main().getByRole("list", { name: "The workspace’s numbers" });
  await list.getByRole("link", { name: /Sales Berlin.*\+49 30 23125610/ }).waitFor();
  await list.getByText("Jonas Albrecht, Priya Raman", { exact: false }).first().waitFor();
  await main().getByText(/2 numbers, US\$2\.30 a month at Twilio/).waitFor();
  await checkPage(admin, "numbers");
});

test("a new name reaches an open phone", async () => {
  await main().getByLabel("Name").fill("Verkauf Berlin");
  await press("Save");
  await saved();
  await until(
    "Priya's phone knows it",
    async () => (await fromList(priya)).includes("Verkauf Berlin"),
  );
});

test("a number that only rings Priya rings her, and her From list lacks it", async () => {
  for (const name of ["Jonas Albrecht", "Aoife Ní Dhomhnaill"]) {
    await change(`A call to it rings ${name}`, false);
  }
  await change("Priya Raman may call from it", false);
  await until(
    "Priya's phone lacks it",
    async () => (await fromList(priya)).join() === "London reservations",
  );
  await rings(priya, BERLIN);
});

test("what is changed elsewhere, by SQL too, shows by itself", async () => {
  await product.sql`update public.agent_phone set rings = true
    where phone_number = ${BERLIN} and agent_id = (select id from public.agent where identity = 'aoife')`;
  await until(
    "the box is ticked",
    () => box("A call to it rings Aoife Ní Dhomhnaill").isChecked(),
  );
});

test("a number that rings nobody is a warning", async () => {
  await main().getByRole("link", { name: /London reservations/ }).click();
  await main().getByRole("heading", { name: "London reservations" }).waitFor();
  await change("Give it to new team members automatically", true);
  await main().getByRole("link", { name: /Verkauf Berlin/ }).click();
  for (const name of ["Aoife Ní Dhomhnaill", "Priya Raman"]) {
    await change(`A call to it rings ${name}`, false);
  }
  await main().getByText("This number rings nobody.").waitFor();
  await main().getByRole("link", { name: /Verkauf Berlin.*Rings nobody/ }).waitFor();
  await checkPage(admin, "numbers-nobody");
});

test("on a narrow page the list and a number take turns, and the focus is never lost", async () => {
  await admin.setViewportSize({ width: 380, height: 900 });
  const list = main().getByRole("list", { name: "The workspace’s numbers" });
  await list.waitFor({ state: "hidden" });
  const focused = () => admin.evaluate("document.activeElement.textContent");
  await main().getByRole("link", { name: "All numbers" }).press("Enter");
  await list.getByRole("link", { name: /London reservations/ }).press("Enter");
  await main().getByRole("heading", { name: "London reservations" }).waitFor();
  await list.waitFor({ state: "hidden" });
  assert.equal(await focused(), "Numbers");
  await admin.setViewportSize({ width: 1440, height: 900 });
});

test("a country that wants documents says so before anything is bought", async () => {
  await main().getByRole("link", { name: "Buy" }).click();
  await admin.getByLabel("Country").selectOption({ label: "France" });
  await press("Search");
  await main().getByRole("radio", { name: "+33 1 99 00 12 00" }).check();
  await main().getByText("The account has no approved bundle").waitFor();
  const order = main().getByRole("button", { name: /^Buy \+33/ });
  assert.equal(await order.getAttribute("aria-disabled"), "true");
  await checkPage(admin, "numbers-documents");
});

test("a number is found, bought with an address for Priya, and rings her", async () => {
  await twilio("POST", "Addresses", {
    FriendlyName: "Office",
    CustomerName: "Nordlicht Reisen",
    Street: "1 High Street",
    City: "London",
    Region: "London",
    PostalCode: "SW1A 1AA",
    IsoCountry: "GB",
  });
  await admin.getByLabel("Country").selectOption({ label: "United Kingdom" });
  await admin.getByLabel("Contains").fill("7946 0042");
  await press("Search");
  await main().getByRole("radio", { name: "+44 20 7946 0042" }).check();
  await main().getByText("Twilio requires an address for this number.").waitFor();
  await main().getByLabel("Address").selectOption({ label: "Office, 1 High Street, London" });
  await main().getByLabel("Name").fill("Cruise desk");
  await box("A call to it rings Priya Raman").click();
  await checkPage(admin, "numbers-order");
  await press("Buy +44 20 7946 0042 for US$1.15 a month");
  await main().getByRole("heading", { name: "Cruise desk" }).waitFor();
  await rings(priya, "+442079460042");
  assert.equal((await fromList(priya)).includes("Cruise desk"), false);
});

test("a release names the loss, and then the number is gone", async () => {
  await press("Release");
  const dialog = admin.getByRole("alertdialog", { name: "Release +44 20 7946 0042?" });
  await dialog.getByText("Jonas Albrecht and Priya Raman use it.").waitFor();
  await checkPage(admin, "numbers-release");
  await dialog.getByRole("button", { name: "Release +44 20 7946 0042" }).click();
  await admin.getByText("+44 20 7946 0042 was released.").waitFor();
  await main().getByRole("link", { name: /Cruise desk/ }).waitFor({ state: "detached" });
  assert.equal(await isOwned("+442079460042"), false);
});

test("a purchase that was interrupted is taken in when the page opens", async () => {
  await twilio("POST", "IncomingPhoneNumbers", {
    PhoneNumber: "+14155550142",
    VoiceApplicationSid: "AP5eed0000000000000000000000000001",
  });
  await admin.goto(`${product.info.webUrl}/setup/numbers`);
  await main().getByText("+1 415 555 0142 was bought, but the purchase wasn’t finished.").waitFor();
  await main().getByRole("link", { name: /\+1 415 555 0142.*Nobody available now/ }).click();
  await press("Stop using it here");
  await admin.getByRole("button", { name: "Stop using +1 415 555 0142" }).click();
  await admin.getByText("+1 415 555 0142 is no longer used here.").waitFor();
  assert.equal(await isOwned("+14155550142"), true);
});

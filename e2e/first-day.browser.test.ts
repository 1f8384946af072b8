// A first day, by pages alone: from no account to a call in and a call out, by an admin and an agent whom they invite.
// No SQL is typed; what the database and Twilio hold is looked at only through what people see and hear.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { heardRatio } from "./remote-sound.ts";
import { openMailedLink } from "./mails.ts";
import { until } from "./until.ts";
import { goOnline, MICROPHONE_HZ, openProduct, type Product } from "./product.ts";

const ADMIN = { name: "Ruth Amsel", email: "ruth@amsel.example", password: "paper-and-ink" };
const AGENT = { name: "Ben Okafor", email: "ben@amsel.example", password: "ink-and-paper" };
const MAIN_LINE = "+442079460180";
const SECOND_LINE = "+442079460181";
const CUSTOMER = "+442079460118";
const CUSTOMER_HZ = 1250;
const OTHER_HZ = 2300;
const accountSid = `AC${randomUUID().replaceAll("-", "")}`;
const authToken = randomUUID().replaceAll("-", "");

let product: Product;
let admin: Page;
let agent: Page;
let link: string;

before(async () => {
  product = await openProduct();
  await product.twilio.addAccount({
    sid: accountSid,
    authToken,
    friendlyName: "Amsel Books",
    numbers: [
      { phoneNumber: MAIN_LINE, friendlyName: "Shop" },
      { phoneNumber: SECOND_LINE, friendlyName: "Orders" },
    ],
  });
  [admin, agent] = [await product.newPage(), await product.newPage()];
  for (const page of [admin, agent]) page.setDefaultTimeout(20_000);
});
after(() => product.close());

const main = () => admin.getByRole("main");
const phone = () => agent.getByRole("region", { name: "Phone" });
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click();
const openSetup = (name: string) => main().getByRole("link", { name, exact: true }).click();

/** Makes the account of the form that is open, and follows the mail that confirms its address. */
async function signUp(page: Page, person: typeof ADMIN): Promise<void> {
  await press(page, "Email me a link");
  await page.getByRole("heading", { name: "Check your email" }).waitFor();
  await openMailedLink(page, product.mailUrl, person.email);
  await page.getByLabel("Your name").fill(person.name);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await press(page, "Save and sign in");
}

test("somebody without an account makes one, and a workspace of their own", async () => {
  await admin.goto(product.info.webUrl);
  await press(admin, "Create one");
  await admin.getByLabel("Email").fill(ADMIN.email);
  await signUp(admin, ADMIN);
  await admin.getByLabel("Name", { exact: true }).fill("Amsel Books");
  await admin.getByLabel("Home country").selectOption("GB");
  await press(admin, "Create workspace");
  await main().getByRole("heading", { name: "Connect your Twilio account" }).waitFor();
});

test("Twilio is connected, and both numbers come in", async () => {
  await admin.getByLabel("Account SID").fill(accountSid);
  await admin.getByLabel("Auth Token").fill(authToken);
  await press(admin, "Save");
  await press(admin, "Add 2 numbers");
  await main().locator(".step.done", { hasText: "Numbers added" }).waitFor();
});

test("a number is for everybody who joins, and somebody is invited", async () => {
  await openSetup("Numbers");
  await main().getByRole("link", { name: /Shop/ }).click();
  await main().getByLabel("Give it to new team members automatically").click();
  await main().getByText("Saved", { exact: true }).waitFor();
  await openSetup("Team");
  await main().getByLabel("Email", { exact: true }).fill(AGENT.email);
  await press(admin, "Invite");
  link = await main().getByLabel("Invitation link").inputValue();
});

test("the agent follows the link, makes an account, and is ready to ring with one click", async () => {
  await agent.goto(link);
  await agent.getByText(`${AGENT.email} has been invited to join Amsel Books as an agent.`)
    .waitFor();
  await signUp(agent, AGENT);
  await agent.getByRole("heading", { name: "Join Amsel Books" }).waitFor();
  await press(agent, "Join");
  await goOnline(agent);
});

test("a call in rings the agent, and both sides hear each other", async () => {
  const { sid } = await product.twilio.dial({
    from: CUSTOMER,
    to: MAIN_LINE,
    speak: { tone: CUSTOMER_HZ },
  });
  await press(agent, /^Answer/);
  await phone().getByText("On call", { exact: true }).first().waitFor();
  assert.ok((await heardRatio(agent, CUSTOMER_HZ, OTHER_HZ, 20)) >= 20);
  await until(
    "the caller hears the agent",
    async () =>
      (await product.twilio.call(sid)).heard.tones.some((hz) => Math.abs(hz - MICROPHONE_HZ) < 30),
    () => product.twilio.call(sid),
  );
  await product.twilio.act(sid, { do: "hangup" });
  await phone().getByText(/They hung up/).first().waitFor();
});

test("a call out from that number is answered, and both sides hear each other", async () => {
  await product.twilio.telephone(CUSTOMER, { behaviour: "answer", ringMs: 300, tone: CUSTOMER_HZ });
  await agent.getByRole("textbox", { name: /number/i }).fill(CUSTOMER);
  await phone().getByText("Shop").first().waitFor();
  await press(agent, /Place Call/);
  await phone().getByText("On call", { exact: true }).first().waitFor();
  assert.ok((await heardRatio(agent, CUSTOMER_HZ, OTHER_HZ, 20)) >= 20);
  await until("the customer hears the agent", async () => {
    const calls = await product.twilio.calls(`?to=${encodeURIComponent(CUSTOMER)}`);
    const leg = calls.find((call) => call.parentSid !== null);
    return leg?.heard.tones.some((hz) => Math.abs(hz - MICROPHONE_HZ) < 30);
  });
  await phone().getByRole("timer").getByText(/0:0[1-9]/).waitFor();
  await press(agent, /^Hang up/);
  await phone().getByText("Ready to ring").waitFor();
});

test("the admin sees both calls, and that nothing is broken", async () => {
  await main().getByRole("link", { name: "Calls" }).click();
  await until(
    "both calls are in the log",
    async () => await main().getByText(AGENT.name).count() >= 2,
  );
  await main().getByRole("link", { name: "Setup" }).click();
  await openSetup("Health");
  await press(admin, "Check now");
  await main().locator("#check-signatures.green").waitFor();
  assert.equal(await main().locator(".check.red").count(), 0);
});

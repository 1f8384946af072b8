// A mail's link, the session that it leaves alone, and a call that goes on meanwhile.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { checkPage } from "./check-page.ts";
import { mailedLink } from "./mails.ts";
import { BERLIN, JONAS, PRIYA } from "./seed.ts";
import { goOnline, openProduct, type Product } from "./product.ts";

const NEW_PASSWORD = "a-plug-in-every-hole";

let product: Product;
/** Where Priya works. */
let desk: Page;
/** Beside it, in the same browser. */
let tab: Page;
let link: string;
let callSid: string;

before(async () => {
  product = await openProduct();
  desk = await product.signIn(PRIYA);
  tab = await desk.context().newPage();
  tab.setDefaultTimeout(20_000);
  await tab.emulateMedia({ reducedMotion: "reduce" });
});
after(() => product.close());

const press = (name: string) => tab.getByRole("button", { name, exact: true }).click();
const heading = (name: string) => tab.getByRole("heading", { name }).waitFor();
const onCall = () => desk.getByText("On call", { exact: true }).first().waitFor();

async function signInElsewhere(typed: string): Promise<Page> {
  const other = await product.newPage();
  await other.goto(product.info.webUrl);
  await other.getByLabel("Email").fill(PRIYA);
  await other.getByLabel("Password", { exact: true }).fill(typed);
  await other.getByRole("button", { name: "Sign in" }).click();
  return other;
}

test("who forgot the password has a link sent by mail", async () => {
  const other = await product.newPage();
  await other.goto(product.info.webUrl);
  await other.getByLabel("Email").fill(PRIYA);
  await other.getByRole("button", { name: "Forgot password?" }).click();
  await other.getByText(`If ${PRIYA} has an account`).last().waitFor();
  await other.context().close();
  link = await mailedLink(product.mailUrl, PRIYA);
});

test("a link that carries a session is never taken", async () => {
  const stored = () => desk.evaluate(() => localStorage.getItem("softphone-session"));
  const before = await stored();
  await tab.goto(`${product.info.webUrl}/#access_token=a&refresh_token=b&type=recovery`);
  await heading("This link can’t be used");
  assert.equal(new URL(tab.url()).hash, "");
  await checkPage(tab, "link-refused");
  assert.equal(await stored(), before);
});

test("in a call, only the tab with the mail's link asks for a password, and the call goes on", async () => {
  await goOnline(desk);
  callSid = (await product.twilio.dial({ from: "+442079460117", to: BERLIN })).sid;
  await desk.getByRole("button", { name: /^Answer/ }).click();
  await onCall();
  await tab.goto(link);
  await heading("Choose a new password");
  await checkPage(tab, "mail-link");
  await press("Continue");
  await tab.getByText(`For ${PRIYA}.`).waitFor();
  await tab.getByLabel("New password").fill("short");
  await press("Save and sign in");
  await tab.locator(".problem", { hasText: "Use at least 8 characters." }).waitFor();
  await checkPage(tab, "new-password");
  await tab.getByLabel("New password").fill(NEW_PASSWORD);
  await press("Save and sign in");
  await tab.getByRole("region", { name: "Phone" }).waitFor();
  assert.equal(new URL(tab.url()).pathname, "/");
  await onCall();
  assert.equal((await product.twilio.call(callSid)).status, "in-progress");
});

test("the same link a second time is refused in words, and once", async () => {
  await tab.goto(link);
  await press("Continue");
  await tab.getByText("This link has expired or was already used. If you've already confirmed")
    .waitFor();
  await press("Continue");
  await tab.getByRole("region", { name: "Phone" }).waitFor();
});

test("a sign-out in another tab lets the call be finished, then asks for the sign-in", async () => {
  await tab.getByRole("button", { name: /^Your status/ }).click();
  await tab.getByRole("menuitem", { name: "Sign out" }).click();
  await tab.getByRole("button", { name: "Sign in" }).waitFor();
  await desk.getByRole("heading", { name: "You’re signed out" }).waitFor();
  await onCall();
  assert.equal((await product.twilio.call(callSid)).status, "in-progress");
  await desk.getByRole("button", { name: /^Hang up/ }).click();
  await desk.getByRole("button", { name: "Sign in" }).waitFor();
});

test("from then on the new password is the one that works", async () => {
  const old = await signInElsewhere("switchboard");
  await old.locator(".problem", { hasText: "Email or password is wrong." }).waitFor();
  await old.context().close();
  const now = await signInElsewhere(NEW_PASSWORD);
  await now.getByRole("region", { name: "Phone" }).waitFor();
  await now.context().close();
});

test("a link for one person never takes the place of another without a question", async () => {
  const jonas = await product.signIn(JONAS);
  const asking = await product.newPage();
  await asking.goto(product.info.webUrl);
  await asking.getByLabel("Email").fill(PRIYA);
  await asking.getByRole("button", { name: "Forgot password?" }).click();
  await asking.getByText(`If ${PRIYA} has an account`).last().waitFor();
  await asking.context().close();
  tab = await jonas.context().newPage();
  tab.setDefaultTimeout(20_000);
  await tab.goto(await mailedLink(product.mailUrl, PRIYA));
  await tab.getByText(`You’re signed in as ${JONAS} here.`).waitFor();
  await press("Continue");
  await tab.getByLabel("New password").fill("another-plug-altogether");
  await press("Save and sign in");
  await heading("Who should be signed in?");
  await press(`Stay signed in as ${JONAS}`);
  await tab.getByRole("region", { name: "Phone" }).waitFor();
  await jonas.context().close();
});
